/**
 * What a failure means for the bill, as far as the service's documentation and public reports tell.
 *
 * - `NOT_SENT`: the request was not sent. It costs nothing, and sending it again is safe.
 * - `NOT_BILLED`: the service refused the request, which is reported not to be billed; this is an assumption.
 * - `UNKNOWN`: the request may have arrived. The job may be running or done, and it may be billed.
 * - `BILLED`: a response with status 200 arrived, which by the published rule is billed.
 */
export type Billing = 'NOT_SENT' | 'NOT_BILLED' | 'UNKNOWN' | 'BILLED';

const OF_PAID_CALLS: Readonly<Record<Billing, string>> = {
    NOT_SENT: 'the request was not sent, nothing is billed',
    NOT_BILLED: 'refused requests and failed jobs are not billed, as far as known',
    UNKNOWN: 'the call may be billed and its job may still be running; sending it again would start and bill another',
    BILLED: 'the call is billed; sending it again would start and bill another',
};

const OF_FREE_CALLS: Readonly<Record<Billing, string>> = {
    ...OF_PAID_CALLS,
    UNKNOWN: 'this request costs nothing and can be repeated; it says nothing about the bill',
    BILLED: 'the job is billed; this request costs nothing and can be repeated',
};

/** One clause for messages. A request that only reads can be repeated, whatever is known of the job it is about. */
export function billingMeaning(billing: Billing, isFree: boolean): string {
    return (isFree ? OF_FREE_CALLS : OF_PAID_CALLS)[billing];
}

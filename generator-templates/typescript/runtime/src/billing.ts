/**
 * What a failure means for the bill, as far as the service's documentation and public reports tell.
 *
 * - `NOT_SENT`: the request was not sent. It costs nothing, and sending it again is safe.
 * - `NOT_BILLED`: the service refused the request, which is reported not to be billed; this is an assumption.
 * - `UNKNOWN`: the request may have arrived. The job may be running or done, and it may be billed.
 * - `BILLED`: a response with status 200 arrived, which by the published rule is billed.
 */
export type Billing = 'NOT_SENT' | 'NOT_BILLED' | 'UNKNOWN' | 'BILLED';

/** One clause for messages. */
export const BILLING_MEANINGS: Readonly<Record<Billing, string>> = {
    NOT_SENT: 'the request was not sent, nothing is billed',
    NOT_BILLED: 'refused requests and failed jobs are not billed, as far as known',
    UNKNOWN: 'the call may be billed and its job may still be running; sending it again would start and bill another',
    BILLED: 'the call is billed; sending it again would start and bill another',
};

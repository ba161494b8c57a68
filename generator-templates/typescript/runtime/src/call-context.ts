import { SignalAbortedError } from './abort.js';
import type { Billing } from './billing.js';
import { AbortError, CallTimeoutError, ConnectionError, type Failure } from './errors.js';
import { DeadlineError } from './http.js';
import { errorText, type KeyRedactor } from './key-redactor.js';
import type { VideoMetadata } from './metadata.js';
import type { Operation } from './operation.js';

/** The published rule: calls that end with this status are billed, others are not. */
const BILLED_STATUS = 200;

/** What one attempt of a call knows. */
export interface CallContext {
    readonly operation: Operation;
    readonly redactor: KeyRedactor;
    /** The server that the key was sent to. */
    readonly server: URL;
    readonly timeoutMs: number;
    readonly connectTimeoutMs: number;
    readonly signal: AbortSignal | undefined;
    /** Of a free call, what is known of the bill of the job it is about; undefined for a call that may be billed. */
    readonly knownBilling: Billing | undefined;
}

/** What every failure of an operation says. */
export function failureOf({ id, kind }: Operation): Pick<Failure, 'operation' | 'isFree'> {
    return { operation: id, isFree: kind === 'free' };
}

/** The error of a call whose signal was aborted. */
export function aborted(operation: Operation, billing: Billing, signal: AbortSignal | undefined): AbortError {
    return new AbortError({
        ...failureOf(operation),
        billing,
        reason: 'the call was aborted',
        cause: signal?.reason,
    });
}

/** What is known of a successful response of which not all came, or whose video could not be saved. */
export function truncatedFailure(
    { operation, redactor, knownBilling }: CallContext,
    metadata: VideoMetadata,
    reason: string,
    cause: unknown,
): Failure {
    const isBilled = operation.kind === 'video' && metadata.status === BILLED_STATUS;
    return {
        ...failureOf(operation),
        status: metadata.status,
        requestId: metadata.requestId,
        billing: knownBilling ?? (isBilled ? 'BILLED' : 'UNKNOWN'),
        reason,
        cause: redactor.redactError(cause),
    };
}

/** The error of a successful response of which not all came. */
export function truncated(
    context: CallContext,
    metadata: VideoMetadata,
    reason: string,
    cause: unknown,
): ConnectionError | CallTimeoutError | AbortError {
    const details = context.redactor.redactLine(errorText(cause));
    const failure = truncatedFailure(context, metadata, `${reason} (${details})`, cause);
    if (cause instanceof SignalAbortedError) {
        return aborted(context.operation, failure.billing, context.signal);
    }
    return cause instanceof DeadlineError ? new CallTimeoutError(failure) : new ConnectionError(failure);
}

/** The error of a request that was sent, but got no response. */
export function noResponse(context: CallContext, error: unknown): ConnectionError | CallTimeoutError | AbortError {
    const { operation, redactor, signal, knownBilling: billing = 'UNKNOWN' } = context;
    if (error instanceof SignalAbortedError) {
        return aborted(operation, billing, signal);
    }
    const failure = { ...failureOf(operation), billing, cause: redactor.redactError(error) };
    const details = redactor.redactLine(errorText(error));
    return error instanceof DeadlineError
        ? new CallTimeoutError({ ...failure, reason: details })
        : new ConnectionError({ ...failure, reason: `no response came (${details})` });
}

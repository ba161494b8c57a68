import { AbortError, CallTimeoutError, ConnectionError, type Failure } from './errors.js';
import { DeadlineError, SignalAbortedError } from './http.js';
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
}

/** What is known of a successful response whose video did not arrive, or could not be saved. */
export function truncatedFailure(
    { operation, redactor }: CallContext,
    metadata: VideoMetadata,
    reason: string,
    cause: unknown,
): Failure {
    return {
        operation: operation.id,
        status: metadata.status,
        requestId: metadata.requestId,
        billing: metadata.status === BILLED_STATUS ? 'BILLED' : 'UNKNOWN',
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
        return new AbortError(context.operation.id, failure.billing, context.signal?.reason);
    }
    return cause instanceof DeadlineError ? new CallTimeoutError(failure) : new ConnectionError(failure);
}

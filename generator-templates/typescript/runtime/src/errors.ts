import { type Billing, billingMeaning } from './billing.js';

/** What is known about a failed call. */
export interface Failure {
    /** Why the call failed, in words. */
    readonly reason: string;
    readonly billing: Billing;
    /** The name of the method that was called. */
    readonly operation?: string | undefined;
    /** Whether the call itself costs nothing; then `billing` is that of the job it is about. */
    readonly isFree?: boolean | undefined;
    /** The status code of the response; absent without one. */
    readonly status?: number | undefined;
    readonly requestId?: string | undefined;
    /** The body of the response. */
    readonly body?: string | undefined;
    readonly retryAfterMs?: number | undefined;
    readonly cause?: unknown;
}

/** The one form of all messages. */
export function failureMessage(failure: Failure): string {
    const { operation, isFree = false, status, reason, requestId, billing } = failure;
    return (
        (operation === undefined ? '' : `${operation}: `) +
        (status === undefined ? '' : `${status}: `) +
        reason +
        (requestId === undefined ? '' : ` (request id ${requestId})`) +
        ` [${billing}: ${billingMeaning(billing, isFree)}]`
    );
}

/**
 * A call without a video. The message names the operation, the status code, the request id where known, the
 * service's own text, and the billing status. Check `billing` before sending the request again.
 */
export class PixverseError extends Error {
    static {
        // On the prototype, so that stack traces start with it; a literal, because bundlers rename classes.
        PixverseError.prototype.name = 'PixverseError';
    }

    /** What the failure means for the bill. */
    readonly billing: Billing;
    /** The name of the method that was called; undefined if the failure belongs to none. */
    readonly operation: string | undefined;
    /** The HTTP status code of the response, such as 406; undefined if no response came. */
    readonly status: number | undefined;
    /** The service's id of the call, for its support; undefined if none came. */
    readonly requestId: string | undefined;
    /** The body of the response as text, cut after 64 KiB, with the API key redacted; empty if there is none. */
    readonly body: string;

    constructor(failure: Failure) {
        super(failureMessage(failure), failure.cause === undefined ? undefined : { cause: failure.cause });
        this.billing = failure.billing;
        this.operation = failure.operation;
        this.status = failure.status;
        this.requestId = failure.requestId;
        this.body = failure.body ?? '';
    }
}

/** One thing that is wrong with a request. */
export interface Violation {
    /** The names of the fields: one, or several for a rule that concerns several fields. */
    readonly fields: readonly string[];
    /** Which field, what it holds and what is allowed, such as `duration must be one of 5, 8, but was 7`. */
    readonly message: string;
}

/** The client did not send the request. The message names everything that is wrong with it, one thing a line. */
export class InvalidRequestError extends PixverseError {
    static {
        InvalidRequestError.prototype.name = 'InvalidRequestError';
    }

    /** What the message lists; empty if something other than a rule was broken, such as an option of the call. */
    readonly violations: readonly Violation[];

    constructor(failure: Failure, violations: readonly Violation[] = []) {
        super(failure);
        this.violations = violations;
    }
}

/** The request is not valid (400). */
export class BadRequestError extends PixverseError {
    static {
        BadRequestError.prototype.name = 'BadRequestError';
    }
}

/** The API key is missing or invalid (401). */
export class UnauthorizedError extends PixverseError {
    static {
        UnauthorizedError.prototype.name = 'UnauthorizedError';
    }
}

/** The API key is valid, but not authorized for the endpoint (403). */
export class ForbiddenError extends PixverseError {
    static {
        ForbiddenError.prototype.name = 'ForbiddenError';
    }
}

/** The endpoint or model does not exist (404). */
export class NotFoundError extends PixverseError {
    static {
        NotFoundError.prototype.name = 'NotFoundError';
    }
}

/**
 * The account has too few credits (406). The service reportedly uses this status for other errors too, such as a value
 * that is not accepted; the message holds its words.
 */
export class InsufficientCreditsError extends PixverseError {
    static {
        InsufficientCreditsError.prototype.name = 'InsufficientCreditsError';
    }
}

/** Too many requests in a short time (429). The request was refused, so sending it again later is safe. */
export class RateLimitedError extends PixverseError {
    static {
        RateLimitedError.prototype.name = 'RateLimitedError';
    }

    /** Milliseconds from the response to the next request, as the service says; undefined if it gave none. */
    readonly retryAfterMs: number | undefined;

    constructor(failure: Failure) {
        super(failure);
        this.retryAfterMs = failure.retryAfterMs;
    }
}

/** The service failed (5xx). Check `billing`: after 502 and 504, the job may still be running. */
export class ServerError extends PixverseError {
    static {
        ServerError.prototype.name = 'ServerError';
    }
}

/** The service sent a response that the document does not describe. */
export class UnexpectedResponseError extends PixverseError {
    static {
        UnexpectedResponseError.prototype.name = 'UnexpectedResponseError';
    }
}

/** No connection could be made, or it broke. Check `billing`: only after `NOT_SENT` nothing was sent. */
export class ConnectionError extends PixverseError {
    static {
        ConnectionError.prototype.name = 'ConnectionError';
    }
}

/** No response came in time, or its bytes stopped coming. */
export class CallTimeoutError extends PixverseError {
    static {
        CallTimeoutError.prototype.name = 'CallTimeoutError';
    }
}

/** The job failed. It is not billed, as far as known; the message holds the service's words. */
export class JobFailedError extends PixverseError {
    static {
        JobFailedError.prototype.name = 'JobFailedError';
    }
}

/** The deadline for a job passed. The job continues and nothing is lost: wait again with `job(id)`. */
export class JobTimeoutError extends PixverseError {
    static {
        JobTimeoutError.prototype.name = 'JobTimeoutError';
    }

    /** The id of the job, which continues. */
    readonly jobId: string;

    constructor(failure: Failure, jobId: string) {
        super(failure);
        this.jobId = jobId;
    }
}

/** A video could not be saved where it was meant to go. */
export class SaveFailedError extends PixverseError {
    static {
        SaveFailedError.prototype.name = 'SaveFailedError';
    }

    /**
     * The file that holds the bytes of the video instead, beside the target or in the temporary folder. Undefined if
     * nothing was sent, or if no file could be created; then the video can still be read until it is closed.
     */
    readonly savedTo: string | undefined;

    constructor(failure: Failure, savedTo?: string) {
        super(failure);
        this.savedTo = savedTo;
    }
}

/**
 * The call was cancelled by its `AbortSignal`. As in Node.js, `cause` is the reason of the signal and `code` is
 * `ABORT_ERR`. No `PixverseError`, because the caller wanted it.
 */
export class AbortError extends Error {
    static {
        AbortError.prototype.name = 'AbortError';
    }

    readonly code = 'ABORT_ERR';
    /** What the cancelled call means for the bill: the service cannot stop a job. */
    readonly billing: Billing;

    constructor(failure: Failure) {
        super(failureMessage(failure), { cause: failure.cause });
        this.billing = failure.billing;
    }
}

/** The error of each name that the document gives a status. */
const STATUS_ERRORS = {
    BadRequest: BadRequestError,
    Unauthorized: UnauthorizedError,
    Forbidden: ForbiddenError,
    NotFound: NotFoundError,
    InsufficientCredits: InsufficientCreditsError,
    RateLimited: RateLimitedError,
    Server: ServerError,
    JobFailed: JobFailedError,
    UnexpectedResponse: UnexpectedResponseError,
} as const;

/** What the document says about a status. */
export interface StatusFact {
    readonly error: keyof typeof STATUS_ERRORS;
    readonly billing: Billing;
}

/** The error of a refusal. */
export function statusError(
    error: StatusFact['error'] | undefined,
    failure: Failure & { readonly status: number },
): PixverseError {
    if (error !== undefined) {
        return new STATUS_ERRORS[error](failure);
    }
    return failure.status >= 500 ? new ServerError(failure) : new UnexpectedResponseError(failure);
}

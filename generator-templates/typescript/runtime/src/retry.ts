import {
    CallTimeoutError,
    ConnectionError,
    type PixverseError,
    RateLimitedError,
    UnexpectedResponseError,
} from './errors.js';
import { isInsecure } from './transport.js';

const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;
const MAX_DOUBLINGS = 10;
const FIRST_POLL_MS = 1_000;
const MAX_POLL_MS = 10_000;
const POLL_GROWTH = 1.5;
const OK = 200;
const REQUEST_TIMEOUT = 408;
const TOO_MANY_REQUESTS = 429;
/** RFC 9110 §5.6.7, the preferred form. */
const HTTP_DATE = /^\w{3}, \d{1,2} \w{3} \d{4} \d{2}:\d{2}:\d{2} (?:GMT|[+-]\d{4})$/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/i;

/**
 * Whether a failure is not billed and may be temporary: requests that were certainly not sent, or that the service
 * refused with 429.
 */
export function mayRetry(failure: PixverseError): boolean {
    return (
        (failure instanceof RateLimitedError && failure.billing === 'NOT_BILLED') ||
        (failure instanceof ConnectionError && failure.billing === 'NOT_SENT' && isTemporary(failure.cause))
    );
}

/** A certificate is the same at the next attempt. Errors of the operating system name the call that failed. */
function isTemporary(cause: unknown): boolean {
    return cause instanceof AggregateError || (cause instanceof Error && 'syscall' in cause);
}

/**
 * Milliseconds before retry number `retry`, counted from 1: between half and all of a doubling delay, so that clients
 * that failed together do not retry together, or as long as the service asks.
 *
 * @param random from 0 to 1
 */
export function retryDelayMs(retry: number, failure: PixverseError, random: number): number {
    const longest = Math.min(FIRST_DELAY_MS * 2 ** Math.min(retry - 1, MAX_DOUBLINGS), MAX_DELAY_MS);
    return orLonger(longest * (0.5 + random / 2), failure);
}

/** Our own delay, or that of the refusal if it is longer. */
export function orLonger(own: number, failure: PixverseError): number {
    const requested = failure instanceof RateLimitedError ? (failure.retryAfterMs ?? 0) : 0;
    // A tenth more, so that clients that were told the same time do not return together.
    return requested > own ? requested + own / 10 : own;
}

/** Whether the failure of a request that only reads may pass. */
export function mayPass(failure: PixverseError): boolean {
    if (failure instanceof ConnectionError) {
        return !isInsecure(failure);
    }
    const { status = 0 } = failure;
    return (
        failure instanceof CallTimeoutError ||
        status >= 500 ||
        status === TOO_MANY_REQUESTS ||
        status === REQUEST_TIMEOUT ||
        // A page of a proxy, or half a response, in place of the JSON.
        (status === OK && failure instanceof UnexpectedResponseError)
    );
}

/**
 * The delays in milliseconds between polls, from one second to ten: each between 80% and all of its step, so that many
 * jobs do not ask at the same moment.
 *
 * @param random from 0 to 1
 */
export function pollSchedule(random: () => number = Math.random): () => number {
    let step = FIRST_POLL_MS;
    return () => {
        const delay = step * (0.8 + random() / 5);
        step = Math.min(MAX_POLL_MS, step * POLL_GROWTH);
        return delay;
    };
}

/**
 * The delay in milliseconds that a refusal gives, by `Retry-After` (RFC 9110 §10.2.3) or by a header that the document
 * names; undefined if there is no valid one.
 */
export function retryAfterMs(
    header: (name: string) => string | undefined,
    resetHeaders: readonly string[],
    now: number,
): number | undefined {
    const delay = parseRetryAfter(header('retry-after')?.trim(), now);
    if (delay !== undefined) {
        return delay;
    }
    for (const name of resetHeaders) {
        const time = parseUtcTime(header(name));
        if (time !== undefined) {
            return Math.max(0, time - now);
        }
    }
    return undefined;
}

function parseRetryAfter(value: string | undefined, now: number): number | undefined {
    if (value === undefined) {
        return undefined;
    }
    if (/^\d{1,9}$/.test(value)) {
        return Number(value) * 1_000;
    }
    const time = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
    return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}

/** Reads a time of the service. Its exact form was never published: ISO 8601 with or without a zone is understood. */
export function parseUtcTime(value: string | undefined): number | undefined {
    const text = value?.trim().replace(' ', 'T') ?? '';
    const zone = ISO_TIME.exec(text);
    const time = zone === null ? Number.NaN : Date.parse(zone[1] === undefined ? `${text}Z` : text);
    return Number.isNaN(time) ? undefined : time;
}

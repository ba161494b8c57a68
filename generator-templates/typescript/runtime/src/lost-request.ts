import { AbortError, PixverseError } from './errors.js';

/** A paid request whose response is lost: what is needed to find it in the history. */
export interface LostRequest {
    /** That of its operation. */
    readonly path: string;
    /** The request as it was sent. */
    readonly json: Buffer;
    /** When it was sent, in milliseconds since 1970. */
    readonly sentAt: number;
    /** The id that its response had. */
    readonly id?: string | undefined;
}

/** Not a property of the errors, so that the request is in no log. */
const LOST = new WeakMap<object, LostRequest>();

/** Remembers the request of a failure that may have made a video. */
export function remember<T>(error: T, sent: LostRequest): T {
    if (
        (error instanceof PixverseError || error instanceof AbortError) &&
        (error.billing === 'UNKNOWN' || error.billing === 'BILLED')
    ) {
        LOST.set(error, sent);
    }
    return error;
}

export function lostRequest(error: unknown): LostRequest | undefined {
    return typeof error === 'object' && error !== null ? LOST.get(error) : undefined;
}

import type { StatusFact } from './errors.js';
import type { RequestSchema } from './request-schema.js';

/** What the document says about an operation. */
export interface Operation {
    readonly id: string;
    /** Whether it returns the video itself, starts a job that makes one, or makes nothing and costs nothing. */
    readonly kind: 'video' | 'submit' | 'free';
    readonly method: 'GET' | 'POST';
    /** Where the document has it. */
    readonly server: string;
    /** May hold the name of a parameter in braces. */
    readonly path: string;
    /** The media types of its responses. */
    readonly accept: string;
    readonly timeoutMs: number;
    /** By status code. */
    readonly statuses: Readonly<Record<number, StatusFact>>;
    /** Headers that give the time from which requests are accepted again. */
    readonly resetHeaders: readonly string[];
}

/** An operation that makes a video. */
export interface PaidOperation extends Operation {
    readonly schema: RequestSchema;
    /** How long such a video usually takes; undefined if that is not published. */
    readonly typicalMs: number | undefined;
}

export interface VideoOperation extends PaidOperation {
    readonly kind: 'video';
}

export interface SubmitOperation extends PaidOperation {
    readonly kind: 'submit';
}

/** What the document says about the service. */
export interface Service {
    readonly baseUrl: string;
    readonly apiKeyHeader: string;
    readonly userAgent: string;
}

import type { StatusFact } from './errors.js';
import type { RequestSchema } from './request-schema.js';

/** What the document says about an operation. */
export interface Operation {
    readonly id: string;
    readonly path: string;
    /** The media types of its responses. */
    readonly accept: string;
    readonly timeoutMs: number;
    readonly schema: RequestSchema;
    /** By status code. */
    readonly statuses: Readonly<Record<number, StatusFact>>;
    /** Headers that give the time from which requests are accepted again. */
    readonly resetHeaders: readonly string[];
}

/** What the document says about the service. */
export interface Service {
    readonly baseUrl: string;
    readonly apiKeyHeader: string;
    readonly userAgent: string;
}

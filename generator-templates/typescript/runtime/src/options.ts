import { apiKeyProblem } from './api-key.js';
import { baseUrlProblem } from './base-url.js';
import type { JobStatusListener } from './job.js';
import { nearestName } from './nearest-name.js';
import type { ProgressListener } from './video.js';

/** The longest delay of a timer in JavaScript. */
const MAX_TIME_MS = 2 ** 31 - 1;
const MAX_RETRIES = 100;
const DEFAULT_MAX_RETRIES = 2;
const DEFAULT_CONNECT_TIMEOUT_MS = 30_000;

/** The secret key, or a function that returns it, which is called before each request. */
export type ApiKeySource = string | (() => string | Promise<string>);

/** The options of a client. */
export interface PixverseOptions {
    readonly apiKey: ApiKeySource;
    /** The server's root, without `/v1`: https, or http to this machine. */
    readonly baseUrl?: string | undefined;
    /**
     * Milliseconds from the moment the request is sent to the first byte of the video, and then between bytes. By
     * default, five times the usual time of each operation, see `OPERATIONS`.
     */
    readonly timeoutMs?: number | undefined;
    /** Milliseconds to wait for a connection, before anything is sent; 30,000 by default. */
    readonly connectTimeoutMs?: number | undefined;
    /** How often a request that was certainly not sent, or was refused with 429, is sent again; 2 by default. */
    readonly maxRetries?: number | undefined;
    /** Whether requests that break a rule of the document are rejected; true by default. */
    readonly validateRequests?: boolean | undefined;
}

/** The options of a call that submits a job. */
export interface SubmitOptions {
    /** Cancels the call, at any moment. If the request was sent, it may still be billed. */
    readonly signal?: AbortSignal | undefined;
    /** Instead of the client's `timeoutMs`. */
    readonly timeoutMs?: number | undefined;
    /** Instead of the client's `maxRetries`. */
    readonly maxRetries?: number | undefined;
    /** Fields to send on purpose although the document does not know them. */
    readonly additionalProperties?: Readonly<Record<string, unknown>> | undefined;
}

/** The options of a call that waits for its video. */
export interface CallOptions extends SubmitOptions {}

/** The options of a call that saves its video. */
export interface SavingCallOptions extends CallOptions {
    /** The path or the file URL of the file. It is checked before the request is sent. */
    readonly saveTo: string | URL;
    /** Called with the progress of the transfer. */
    readonly onProgress?: ProgressListener | undefined;
}

/** The options of a call that reads, which costs nothing. */
export interface ReadOptions {
    /** Cancels the call, at any moment. */
    readonly signal?: AbortSignal | undefined;
    /** For each request, instead of the client's `timeoutMs`; one minute by default. */
    readonly timeoutMs?: number | undefined;
    /** How often to read again after a failure that may pass, instead of the client's `maxRetries`. */
    readonly maxRetries?: number | undefined;
}

/** How to wait for a job. */
export interface WaitOptions {
    /** Ends the waiting, not the job. Also ends the transfer of the video. */
    readonly signal?: AbortSignal | undefined;
    /** Milliseconds to wait until the first byte of the video; 30 minutes by default. */
    readonly deadlineMs?: number | undefined;
    /** For each request, instead of the client's `timeoutMs`; one minute by default. Then between bytes of the video. */
    readonly timeoutMs?: number | undefined;
    /** Called with each polled status. */
    readonly onStatus?: JobStatusListener | undefined;
}

/** How to upload a file. */
export interface UploadOptions {
    /** Cancels the upload, at any moment. */
    readonly signal?: AbortSignal | undefined;
    /** Called with the bytes of the file that were sent so far, and with their total. */
    readonly onProgress?: ((sentBytes: number, totalBytes: number) => void) | undefined;
}

/** The options of a client, validated. */
export interface Settings {
    readonly apiKey: () => string | Promise<string>;
    readonly baseUrl: string;
    /** Undefined: that of each operation. */
    readonly timeoutMs: number | undefined;
    readonly connectTimeoutMs: number;
    readonly maxRetries: number;
    readonly validateRequests: boolean;
}

const OPTION_NAMES = ['apiKey', 'baseUrl', 'timeoutMs', 'connectTimeoutMs', 'maxRetries', 'validateRequests'];
/** What is wrong with each option of a call; undefined if nothing is. */
const CALL_OPTIONS = {
    signal: (signal: unknown) =>
        signal === undefined || isSignal(signal)
            ? undefined
            : `signal must be an AbortSignal, but was of type ${typeof signal}`,
    timeoutMs: (time: unknown) => timeProblem('timeoutMs', time),
    deadlineMs: (time: unknown) => timeProblem('deadlineMs', time),
    maxRetries: (retries: unknown) => (retries === undefined ? undefined : retriesProblem(retries)),
    additionalProperties: (properties: unknown) =>
        properties === undefined || isObject(properties)
            ? undefined
            : 'additionalProperties must be an object, but was none',
    saveTo: (target: unknown) =>
        target === undefined || typeof target === 'string' || isFileUrl(target)
            ? undefined
            : 'saveTo must be a path or a file URL, but was neither',
    onProgress: (listener: unknown) => listenerProblem('onProgress', listener),
    onStatus: (listener: unknown) => listenerProblem('onStatus', listener),
} as const;
type OptionNames = readonly (keyof typeof CALL_OPTIONS)[];
export const READ_OPTIONS: OptionNames = ['signal', 'timeoutMs', 'maxRetries'];
export const PAID_OPTIONS: OptionNames = [...READ_OPTIONS, 'additionalProperties'];
export const VIDEO_OPTIONS: OptionNames = [...PAID_OPTIONS, 'saveTo', 'onProgress'];
export const WAIT_OPTIONS: OptionNames = ['signal', 'deadlineMs', 'timeoutMs', 'onStatus'];
export const UPLOAD_OPTIONS: OptionNames = ['signal', 'onProgress'];
/** What clients of other services take. */
const TRANSPORT_NAMES = ['fetch', 'fetchApi', 'agent', 'httpAgent', 'httpsAgent', 'dispatcher', 'httpClient'];

/** Fails with everything that is wrong at once. No message shows the key. */
export function readSettings(options: PixverseOptions, defaultBaseUrl: string): Settings {
    if (!isObject(options)) {
        throw new TypeError('options must be an object with apiKey, but were missing');
    }
    // Read once, so that what is checked is what is used.
    const { apiKey, timeoutMs, validateRequests = true } = options;
    const { baseUrl = defaultBaseUrl } = options;
    const { connectTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS, maxRetries = DEFAULT_MAX_RETRIES } = options;
    const problems = [
        typeof apiKey === 'function' ? undefined : apiKeyProblem(apiKey),
        baseUrlProblem('baseUrl', baseUrl, defaultBaseUrl),
        timeProblem('timeoutMs', timeoutMs),
        timeProblem('connectTimeoutMs', connectTimeoutMs),
        retriesProblem(maxRetries),
        typeof validateRequests === 'boolean'
            ? undefined
            : `validateRequests must be true or false, but was of type ${typeof validateRequests}`,
        ...unknownOptions(options, OPTION_NAMES),
    ].filter((problem) => problem !== undefined);
    if (problems.length > 0) {
        throw new TypeError(problems.join('\n'));
    }
    return {
        apiKey: typeof apiKey === 'function' ? apiKey : () => apiKey,
        baseUrl,
        timeoutMs,
        connectTimeoutMs,
        maxRetries,
        validateRequests,
    };
}

/**
 * Everything that is wrong with the options of a call, one thing a line; undefined if nothing is.
 *
 * @param names the options that the call has
 */
export function optionsProblem(options: object, names: OptionNames): string | undefined {
    if (!isObject(options)) {
        return 'options must be an object, but were none';
    }
    const given = options as Readonly<Record<string, unknown>>;
    const problems = [
        ...names.map((name) => CALL_OPTIONS[name](given[name])),
        ...unknownOptions(options, names),
    ].filter((problem) => problem !== undefined);
    return problems.length === 0 ? undefined : problems.join('\n');
}

/** Not only the class of Node.js: libraries have their own. */
function isSignal(signal: unknown): boolean {
    return (
        isObject(signal) &&
        'aborted' in signal &&
        'addEventListener' in signal &&
        typeof signal.addEventListener === 'function'
    );
}

export function isObject(value: unknown): value is object {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isFileUrl(value: unknown): value is URL {
    return value instanceof URL && value.protocol === 'file:';
}

function listenerProblem(name: string, listener: unknown): string | undefined {
    return listener === undefined || typeof listener === 'function'
        ? undefined
        : `${name} must be a function, but was of type ${typeof listener}`;
}

function timeProblem(name: string, time: unknown): string | undefined {
    return time === undefined || (typeof time === 'number' && time >= 1 && time <= MAX_TIME_MS)
        ? undefined
        : `${name} must be from 1 to ${MAX_TIME_MS}, but was ${time}`;
}

function retriesProblem(retries: unknown): string | undefined {
    return typeof retries === 'number' && Number.isInteger(retries) && retries >= 0 && retries <= MAX_RETRIES
        ? undefined
        : `maxRetries must be a whole number from 0 to ${MAX_RETRIES}, but was ${retries}`;
}

/** The values are not shown: one may be the key. */
export function unknownOptions(options: object, known: readonly string[]): string[] {
    return Object.keys(options)
        .filter((name) => !known.includes(name))
        .map((name) => {
            if (TRANSPORT_NAMES.includes(name)) {
                return `${name} must be left out, because another transport might send a paid request twice`;
            }
            const nearest = nearestName(known, name);
            return `${name} must be left out, because there is no such option${nearest === undefined ? '' : ` (did you mean "${nearest}"?)`}`;
        });
}

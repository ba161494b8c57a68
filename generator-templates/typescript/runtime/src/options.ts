import { apiKeyProblem } from './api-key.js';
import { baseUrlProblem } from './base-url.js';
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

/** The options of one call. */
export interface CallOptions {
    /** Cancels the call, at any moment. If the request was sent, it may still be billed. */
    readonly signal?: AbortSignal | undefined;
    /** Instead of the client's `timeoutMs`. */
    readonly timeoutMs?: number | undefined;
    /** Instead of the client's `maxRetries`. */
    readonly maxRetries?: number | undefined;
    /** Fields to send on purpose although the document does not know them. */
    readonly additionalProperties?: Readonly<Record<string, unknown>> | undefined;
}

/** The options of a call that saves its video. */
export interface SavingCallOptions extends CallOptions {
    /** The path or the file URL of the file. It is checked before the request is sent. */
    readonly saveTo: string | URL;
    /** Called with the progress of the transfer. */
    readonly onProgress?: ProgressListener | undefined;
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
const CALL_OPTION_NAMES = ['signal', 'timeoutMs', 'maxRetries', 'additionalProperties', 'saveTo', 'onProgress'];
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

/** Everything that is wrong with the options of a call, one thing a line; undefined if nothing is. */
export function callOptionsProblem(options: CallOptions | SavingCallOptions): string | undefined {
    if (!isObject(options)) {
        return 'options must be an object, but were none';
    }
    const { signal, timeoutMs, maxRetries, additionalProperties } = options;
    const { saveTo, onProgress } = options as Partial<SavingCallOptions>;
    const problems = [
        signal === undefined || isSignal(signal)
            ? undefined
            : `signal must be an AbortSignal, but was of type ${typeof signal}`,
        timeProblem('timeoutMs', timeoutMs),
        maxRetries === undefined ? undefined : retriesProblem(maxRetries),
        additionalProperties === undefined || isObject(additionalProperties)
            ? undefined
            : 'additionalProperties must be an object, but was none',
        saveTo === undefined || typeof saveTo === 'string' || (saveTo instanceof URL && saveTo.protocol === 'file:')
            ? undefined
            : 'saveTo must be a path or a file URL, but was neither',
        onProgress === undefined || typeof onProgress === 'function'
            ? undefined
            : `onProgress must be a function, but was of type ${typeof onProgress}`,
        ...unknownOptions(options, CALL_OPTION_NAMES),
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
function unknownOptions(options: object, known: readonly string[]): string[] {
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

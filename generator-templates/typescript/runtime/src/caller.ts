import type { Socket } from 'node:net';
import { onAbort } from './abort.js';
import { apiKeyProblem } from './api-key.js';
import type { Billing } from './billing.js';
import type { CallContext } from './call-context.js';
import { AbortError, CallTimeoutError, ConnectionError, InvalidRequestError, PixverseError } from './errors.js';
import { ConnectFailure, connect, DeadlineError, type HttpResponse, SignalAbortedError, send } from './http.js';
import { errorText, KeyRedactor } from './key-redactor.js';
import type { Operation, Service } from './operation.js';
import {
    type CallOptions,
    callOptionsProblem,
    isObject,
    type PixverseOptions,
    readSettings,
    type SavingCallOptions,
    type Settings,
} from './options.js';
import { encodeRequest } from './request-schema.js';
import { readVideo } from './response-handler.js';
import { mayRetry, retryDelayMs } from './retry.js';
import type { ReceivedVideo, SavedVideo, Video } from './video.js';
import { VideoSaver } from './video-saver.js';

/** From the best to the worst for the bill. */
const BILLINGS: readonly Billing[] = ['NOT_SENT', 'NOT_BILLED', 'UNKNOWN', 'BILLED'];

/** Makes calls: checks, sends at most once, and retries only what was certainly not billed. */
export class Caller {
    readonly #settings: Settings;
    readonly #service: Service;

    constructor(options: PixverseOptions, service: Service) {
        this.#settings = readSettings(options, service.baseUrl);
        this.#service = service;
    }

    async call(
        operation: Operation,
        request: object,
        options: CallOptions | SavingCallOptions = {},
    ): Promise<Video | SavedVideo> {
        const problem = callOptionsProblem(options);
        if (problem !== undefined) {
            throw invalid(operation, problem);
        }
        const body = this.#encode(operation, request, options.additionalProperties ?? {});
        const { saveTo, onProgress } = options as Partial<SavingCallOptions>;
        if (options.signal?.aborted) {
            throw new AbortError(operation.id, 'NOT_SENT', options.signal.reason);
        }
        if (saveTo === undefined) {
            return await this.#callWithRetries(operation, body, options);
        }
        const saver = new VideoSaver(saveTo);
        await saver.reserve(operation.id);
        let video: ReceivedVideo;
        try {
            video = await this.#callWithRetries(operation, body, options);
        } catch (error) {
            await saver.release();
            throw error;
        }
        return await video.saveWith(saver, onProgress);
    }

    #encode(operation: Operation, request: object, additional: object): Buffer {
        if (!isObject(request)) {
            throw invalid(operation, 'request must be an object, but was none');
        }
        const { validateRequests } = this.#settings;
        const { json, violations } = encodeRequest(operation.schema, request, additional, validateRequests);
        if (violations.length > 0) {
            const lines = violations.map(({ message }) => `\n  ${message}`).join('');
            throw new InvalidRequestError(
                {
                    operation: operation.id,
                    reason: `the request breaks the rules of the document:${lines}\n `,
                    billing: 'NOT_SENT',
                },
                violations,
            );
        }
        return Buffer.from(json, 'utf8');
    }

    async #callWithRetries(operation: Operation, body: Buffer, options: CallOptions): Promise<ReceivedVideo> {
        const { maxRetries = this.#settings.maxRetries, signal } = options;
        const timeoutMs = options.timeoutMs ?? this.#settings.timeoutMs ?? operation.timeoutMs;
        const endsAt = performance.now() + timeoutMs;
        let failed: PixverseError | undefined;
        for (let retry = 1; ; retry++) {
            try {
                return await this.#attempt(operation, body, timeoutMs, signal);
            } catch (error) {
                if (error instanceof AbortError && failed !== undefined) {
                    throw new AbortError(operation.id, worse(error.billing, failed.billing), signal?.reason);
                }
                if (!(error instanceof PixverseError)) {
                    throw error;
                }
                failed = worst(failed, error);
                const delay = retryDelayMs(retry, error, Math.random());
                // Each attempt has the whole timeout before it, and none starts later than one timeout after the first.
                if (retry > maxRetries || !mayRetry(error) || performance.now() + delay >= endsAt) {
                    throw failed;
                }
                try {
                    await pause(delay, signal);
                } catch {
                    throw new AbortError(operation.id, failed.billing, signal?.reason);
                }
            }
        }
    }

    async #attempt(
        operation: Operation,
        body: Buffer,
        timeoutMs: number,
        signal: AbortSignal | undefined,
    ): Promise<ReceivedVideo> {
        const { baseUrl, connectTimeoutMs } = this.#settings;
        const server = new URL(baseUrl);
        const key = await this.#apiKey(operation, signal);
        const redactor = new KeyRedactor(key);
        const context: CallContext = { operation, redactor, server, timeoutMs, connectTimeoutMs, signal };
        const socket = await this.#connect(context);
        const sentAt = performance.now();
        let response: HttpResponse;
        try {
            response = await send(
                socket,
                {
                    method: 'POST',
                    url: new URL(server.pathname.replace(/\/+$/, '') + operation.path, server),
                    headers: {
                        Accept: operation.accept,
                        'Accept-Encoding': 'identity',
                        'Content-Type': 'application/json',
                        'Content-Length': String(body.length),
                        'User-Agent': this.#service.userAgent,
                        [this.#service.apiKeyHeader]: key,
                    },
                    body,
                },
                timeoutMs,
                signal,
            );
        } catch (error) {
            throw noResponse(context, error);
        }
        return await readVideo(context, response, sentAt + timeoutMs);
    }

    async #connect(context: CallContext): Promise<Socket> {
        const { operation, redactor, server, timeoutMs, connectTimeoutMs, signal } = context;
        try {
            const socket = await connect(server, Math.min(connectTimeoutMs, timeoutMs), signal);
            if (signal?.aborted) {
                socket.destroy();
                throw new SignalAbortedError();
            }
            return socket;
        } catch (error) {
            if (error instanceof SignalAbortedError) {
                throw new AbortError(operation.id, 'NOT_SENT', signal?.reason);
            }
            const cause = error instanceof ConnectFailure ? error.cause : error;
            const details = redactor.redactLine(errorText(cause));
            throw new ConnectionError({
                operation: operation.id,
                billing: 'NOT_SENT',
                reason: `${connectProblem(error)} (${details})`,
                cause: redactor.redactError(cause),
            });
        }
    }

    async #apiKey(operation: Operation, signal: AbortSignal | undefined): Promise<string> {
        let key: string;
        try {
            key = await unlessAborted(async () => await this.#settings.apiKey(), signal);
        } catch (error) {
            if (error instanceof SignalAbortedError) {
                throw new AbortError(operation.id, 'NOT_SENT', signal?.reason);
            }
            // Its text may hold the key.
            const thrown = error instanceof Error ? error.constructor.name : typeof error;
            throw invalid(operation, `apiKey must come from the function, but it threw ${thrown}`);
        }
        const problem = apiKeyProblem(key);
        if (problem !== undefined) {
            throw invalid(operation, problem);
        }
        return key.trim();
    }
}

function invalid(operation: Operation, reason: string): InvalidRequestError {
    return new InvalidRequestError({ operation: operation.id, reason, billing: 'NOT_SENT' });
}

/** The error of a request that was sent, but got no response. */
function noResponse({ operation, redactor, signal }: CallContext, error: unknown): Error {
    if (error instanceof SignalAbortedError) {
        return new AbortError(operation.id, 'UNKNOWN', signal?.reason);
    }
    const failure = { operation: operation.id, billing: 'UNKNOWN', cause: redactor.redactError(error) } as const;
    const details = redactor.redactLine(errorText(error));
    return error instanceof DeadlineError
        ? new CallTimeoutError({ ...failure, reason: details })
        : new ConnectionError({ ...failure, reason: `no response came (${details})` });
}

function connectProblem(error: unknown): string {
    if (error instanceof ConnectFailure && error.isTls) {
        return 'no secure connection could be made';
    }
    const cause = error instanceof ConnectFailure ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'the host is not known' : 'no connection could be made';
}

/** The failure with the worst billing. Of equals it is the first, unless the later one says why there is no further attempt. */
function worst(before: PixverseError | undefined, failure: PixverseError): PixverseError {
    if (before === undefined || worse(before.billing, failure.billing) !== before.billing) {
        return failure;
    }
    return before.billing === failure.billing && !mayRetry(failure) ? failure : before;
}

function worse(left: Billing, right: Billing): Billing {
    return BILLINGS.indexOf(left) >= BILLINGS.indexOf(right) ? left : right;
}

/** The function may never return. */
async function unlessAborted<T>(run: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    let stopListening = (): void => {};
    const aborted = new Promise<never>((_, reject) => {
        stopListening = onAbort(signal, () => reject(new SignalAbortedError()));
    });
    try {
        return await Promise.race([run(), aborted]);
    } finally {
        stopListening();
    }
}

async function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    try {
        await unlessAborted(
            () =>
                new Promise((resolve) => {
                    timer = setTimeout(resolve, delayMs);
                }),
            signal,
        );
    } finally {
        clearTimeout(timer);
    }
}

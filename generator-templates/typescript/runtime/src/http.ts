import { type ClientRequest, type IncomingMessage, request as startRequest } from 'node:http';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { onAbort, SignalAbortedError } from './abort.js';

/** As in OkHttp. A paid video must not be lost because of long headers; the limit of node:http is 16 KiB. */
const MAX_HEADER_BYTES = 256 * 1024;
/** Routers forget connections that are silent for a few minutes, while a call may wait longer. */
const KEEP_ALIVE_PROBE_MS = 60_000;
const SWITCHING_PROTOCOLS = 101;
const MAX_ERROR_BODY_BYTES = 64 * 1024;
const MAX_ERROR_BODY_MS = 10_000;

/** Nothing came in time. */
export class DeadlineError extends Error {
    override readonly name = 'DeadlineError';
}

/** No connection could be made. */
export class ConnectFailure extends Error {
    override readonly name = 'ConnectFailure';

    /** @param isTls whether the server was reached, but without a secure connection */
    constructor(
        readonly isTls: boolean,
        override readonly cause: Error,
    ) {
        super(cause.message);
    }
}

/**
 * Waits for one thing to happen on a socket. Whatever else happens first destroys the socket: a failure, the end of the
 * time, or the abort of the signal.
 *
 * @param onTimeout makes the error of a timeout
 * @param start begins to listen; may restart the time
 */
function settleOn<T>(
    socket: Socket,
    timeoutMs: number,
    onTimeout: () => Error,
    signal: AbortSignal | undefined,
    start: (succeed: (value: T) => void, fail: (error: Error) => void, restartTime: () => void) => void,
): Promise<T> {
    return new Promise((resolve, reject) => {
        let isSettled = false;
        let stopListening = (): void => {};
        const settle = (complete: () => void): void => {
            if (!isSettled) {
                isSettled = true;
                clearTimeout(timer);
                stopListening();
                complete();
            }
        };
        const succeed = (value: T): void => settle(() => resolve(value));
        const fail = (error: Error): void =>
            settle(() => {
                reject(error);
                socket.destroy();
            });
        const timer = setTimeout(() => fail(onTimeout()), timeoutMs);
        stopListening = onAbort(signal, () => fail(new SignalAbortedError()));
        // A timer that was cleared stays so.
        start(succeed, fail, () => timer.refresh());
    });
}

/**
 * Makes a connection for one request. It is made before the request, because node:http does not tell whether a
 * request that failed was sent. Neither an agent nor fetch is involved: they have limits of their own, and reuse
 * connections.
 */
export function connect(url: URL, timeoutMs: number, signal: AbortSignal | undefined): Promise<Socket> {
    const isSecure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
    const servername = isIP(host) === 0 ? host : '';
    const socket = isSecure
        ? connectTls({ host, port, servername, ALPNProtocols: ['http/1.1'] })
        : connectTcp({ host, port });
    const onTimeout = (): Error =>
        new ConnectFailure(false, timeoutError(`connect timed out after ${seconds(timeoutMs)}`));
    return settleOn(socket, timeoutMs, onTimeout, signal, (succeed, fail) => {
        let isReached = false;
        socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_PROBE_MS);
        socket.once('connect', () => {
            isReached = true;
        });
        socket.once(isSecure ? 'secureConnect' : 'connect', () => succeed(socket));
        // Stays, because a socket may fail between the connection and the request.
        socket.on('error', (error) => fail(new ConnectFailure(isSecure && isReached, error)));
    });
}

/** Like the operating system's own timeout, so that it is retried like it. */
function timeoutError(message: string): Error {
    return Object.assign(new Error(message), { code: 'ETIMEDOUT', syscall: 'connect' });
}

/** As messages show it. */
export function seconds(milliseconds: number): string {
    return `${Math.round(milliseconds) / 1_000} s`;
}

/** A body whose bytes are made while it is sent. */
export interface StreamedBody {
    readonly length: number;
    bytes(): AsyncIterable<Uint8Array>;
}

export type RequestBody = Buffer | StreamedBody;

export interface OutgoingRequest {
    readonly method: 'GET' | 'POST';
    readonly url: URL;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: RequestBody | undefined;
}

/**
 * Sends a request over a connection that is used for nothing else.
 *
 * @param timeoutMs until all headers of the response are there, however slowly they come; from the last bytes of a
 *     streamed body that were sent
 */
export function send(
    socket: Socket,
    { method, url, headers, body }: OutgoingRequest,
    timeoutMs: number,
    signal: AbortSignal | undefined,
): Promise<HttpResponse> {
    const onTimeout = (): Error => new DeadlineError(`no response within ${seconds(timeoutMs)}`);
    return settleOn(socket, timeoutMs, onTimeout, signal, (succeed, fail, restartTime) => {
        const request = startRequest({
            createConnection: () => socket,
            method,
            path: url.pathname + url.search,
            // An array, because node:http keeps a copy of an object with the key.
            headers: Object.entries({ Host: url.host, Connection: 'close', ...headers }).flat(),
            maxHeaderSize: MAX_HEADER_BYTES,
        });
        const respond = (message: IncomingMessage): void => {
            forgetHeaders(request);
            succeed(new HttpResponse(request, message, signal));
        };
        request.once('response', respond);
        request.once('upgrade', (message) => {
            socket.destroy();
            respond(message);
        });
        request.on('error', fail);
        if (body === undefined || Buffer.isBuffer(body)) {
            request.end(body);
        } else {
            // A failure of the body is not one of the request, which pipeline destroys without an error.
            pipeline(eachCalling(restartTime, body.bytes()), request, (error) => {
                if (error) {
                    fail(error);
                }
            });
        }
    });
}

/** Calls back with each part of a body that is taken. */
async function* eachCalling(callback: () => void, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
        callback();
        yield chunk;
    }
}

/** A response refers to its request, so that a debugger would show the key in the head that was sent. */
function forgetHeaders(request: ClientRequest): void {
    Object.assign(request, { _header: 'sent' });
}

/** A response whose body is still to be read, and the only owner of its connection. */
export class HttpResponse {
    readonly status: number;
    readonly #message: IncomingMessage;
    readonly #chunks: AsyncIterator<Buffer>;
    readonly #stopListening: () => void;
    /** Says more than the error of the body, which is always "aborted". */
    #connectionError: Error | undefined;

    constructor(request: ClientRequest, message: IncomingMessage, signal: AbortSignal | undefined) {
        this.status = message.statusCode ?? 0;
        this.#message = message;
        this.#chunks = message[Symbol.asyncIterator]();
        request.on('error', (error) => {
            this.#connectionError = error;
        });
        // Without a listener, a connection that breaks between two reads would end the process.
        message.on('error', () => {});
        this.#stopListening = onAbort(signal, () => message.destroy(new SignalAbortedError()));
        message.once('close', this.#stopListening);
    }

    get isSuccessful(): boolean {
        return this.status >= 200 && this.status < 300;
    }

    /** All values of a header, in order. */
    headerValues(name: string): string[] {
        return this.headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
    }

    /** The last value of a header, as the redundant ones of a proxy come first. */
    header(name: string): string | undefined {
        return this.headerValues(name).at(-1);
    }

    get headers(): [string, string][] {
        const { rawHeaders } = this.#message;
        return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
            rawHeaders[2 * index] ?? '',
            rawHeaders[2 * index + 1] ?? '',
        ]);
    }

    /** The media type without parameters, in lower case; empty if there is none. */
    get mediaType(): string {
        const type = this.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
        return /^[^\s/]+\/[^\s/]+$/.test(type) ? type : '';
    }

    /** The number of bytes that are announced; undefined if none is. */
    get length(): number | undefined {
        const length = this.header('content-length');
        return length === undefined || this.header('transfer-encoding') !== undefined ? undefined : Number(length);
    }

    /** The next bytes of the body; undefined at its end. Fails with a DeadlineError if none come in time. */
    async read(timeoutMs: number): Promise<Buffer | undefined> {
        const timer = setTimeout(
            () => this.#message.destroy(new DeadlineError(`no byte within ${seconds(timeoutMs)}`)),
            timeoutMs,
        );
        try {
            const next = await this.#chunks.next();
            return next.done ? undefined : next.value;
        } catch (error) {
            const isOwn = error instanceof DeadlineError || error instanceof SignalAbortedError;
            throw isOwn ? error : (this.#connectionError ?? error);
        } finally {
            clearTimeout(timer);
        }
    }

    /**
     * The body of a non-video response, however long, slow or broken it is: at most 64 KiB, for at most ten
     * seconds, and what came before a break. Its status is known and must not be lost for the sake of its text.
     *
     * @param head what was read before
     * @param maxMs less than ten seconds, if less is left
     */
    async readErrorBody(head: readonly Buffer[] = [], maxMs = MAX_ERROR_BODY_MS): Promise<Buffer> {
        const chunks = [...head];
        let length = head.reduce((sum, chunk) => sum + chunk.length, 0);
        const endsAt = performance.now() + Math.min(maxMs, MAX_ERROR_BODY_MS);
        try {
            while (length < MAX_ERROR_BODY_BYTES && this.status !== SWITCHING_PROTOCOLS) {
                const chunk = await this.read(Math.max(1, endsAt - performance.now()));
                if (chunk === undefined) {
                    break;
                }
                chunks.push(chunk);
                length += chunk.length;
            }
        } catch (error) {
            if (error instanceof SignalAbortedError) {
                throw error;
            }
            // Keeps what came.
        } finally {
            this.destroy();
        }
        return Buffer.concat(chunks).subarray(0, MAX_ERROR_BODY_BYTES);
    }

    /**
     * The whole body. Fails if it is longer, or if not all of it comes in time.
     *
     * @param endsAt the time of performance.now() at which it must be there
     */
    async readBody(maxBytes: number, endsAt: number): Promise<Buffer> {
        const chunks: Buffer[] = [];
        let length = 0;
        try {
            for (;;) {
                const chunk = await this.read(Math.max(1, endsAt - performance.now()));
                if (chunk === undefined) {
                    return Buffer.concat(chunks);
                }
                chunks.push(chunk);
                length += chunk.length;
                if (length > maxBytes) {
                    throw new Error(`the response must have at most ${maxBytes} bytes, but has more`);
                }
            }
        } finally {
            this.destroy();
        }
    }

    /** Drops the connection, and with it what was not read. */
    destroy(): void {
        this.#stopListening();
        this.#message.destroy();
    }
}

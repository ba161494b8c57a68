import { createHash } from 'node:crypto';
import { onAbort, pause, SignalAbortedError } from './abort.js';
import { mayLinkTo, parseUrl } from './base-url.js';
import type { CallContext } from './call-context.js';
import { connect, type HttpResponse, send } from './http.js';
import { pollSchedule } from './retry.js';
import { msUntil } from './transport.js';
import type { ByteSource } from './video-bytes.js';

const MAX_REDIRECTS = 5;
/** Attempts in a row that bring nothing new. */
const MAX_ATTEMPTS = 5;
const PARTIAL_CONTENT = 206;

/** The rest of a file, if it is still the same. */
interface Rest {
    readonly from: number;
    /** The rest is sent only if the file still has this validator (RFC 9110 §13.1.5). */
    readonly validator: string | undefined;
}

/**
 * Requests the file of a finished video, which may be repeated: it is made and billed. The key is not sent, and only
 * redirects to safe addresses are followed.
 */
export class FileDownload {
    readonly address: URL;
    readonly #context: CallContext;

    constructor(context: CallContext, address: URL) {
        this.#context = context;
        this.address = address;
    }

    /** Requests the file, or the rest of it, over redirects. */
    async request(endsAt: number, signal: AbortSignal | undefined, rest?: Rest): Promise<HttpResponse> {
        let next = this.address;
        for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            const response = await this.requestOnce(next, endsAt, signal, rest);
            const { status } = response;
            if (status < 300 || status >= 400 || response.header('location') === undefined) {
                return response;
            }
            const target = redirectTarget(this.#context.server, response, next);
            response.destroy();
            if (target === undefined) {
                throw new Error('redirected to an address that is not https');
            }
            next = target;
        }
        throw new Error(`redirected more than ${MAX_REDIRECTS} times`);
    }

    /**
     * Requests the file, or the rest of it, from this address.
     *
     * @param endsAt the time of performance.now() at which the head of the response must be there
     */
    async requestOnce(url: URL, endsAt: number, signal: AbortSignal | undefined, rest?: Rest): Promise<HttpResponse> {
        const { timeoutMs, connectTimeoutMs } = this.#context;
        const socket = await connect(url, Math.min(connectTimeoutMs, msUntil(endsAt)), signal);
        const headers = {
            Accept: '*/*',
            // A compressed response has no length and no ranges of the file.
            'Accept-Encoding': 'identity',
            ...(rest?.validator === undefined ? {} : { Range: `bytes=${rest.from}-`, 'If-Range': rest.validator }),
        };
        return await send(socket, { method: 'GET', url, headers }, Math.min(timeoutMs, msUntil(endsAt)), signal);
    }

    /** Requests the file again after its transfer broke. */
    async requestAgain(signal: AbortSignal, rest: Rest): Promise<HttpResponse> {
        const { timeoutMs, connectTimeoutMs } = this.#context;
        return await this.request(performance.now() + connectTimeoutMs + timeoutMs, signal, rest);
    }
}

/** Where a response redirects to; undefined if it does not, or not to a safe address. */
export function redirectTarget(server: URL, response: HttpResponse, from: URL): URL | undefined {
    const location = response.header('location');
    const isRedirect = response.status >= 300 && response.status < 400 && location !== undefined;
    const to = isRedirect ? parseUrl(location, from) : undefined;
    return to !== undefined && mayLinkTo(server, to) ? to : undefined;
}

/** The server has other bytes now than those that were read. */
class ChangedFileError extends Error {
    constructor() {
        super('the file has changed since the download began');
    }
}

/**
 * The bytes of a file that can be requested again. A broken transfer is resumed where it ended, or restarted where the
 * server cannot resume; then the bytes that were read before are skipped, and must be the same.
 */
export class ResumingTransfer implements ByteSource {
    readonly length: number | undefined;
    readonly #file: FileDownload;
    readonly #validator: string | undefined;
    readonly #signal: AbortSignal | undefined;
    readonly #hash = createHash('sha256');
    /** Ends pauses and requests once nobody reads any more. */
    readonly #closing = new AbortController();
    readonly #stopListening: () => void;
    #response: HttpResponse;
    /** Bytes that came with those that were skipped. */
    #unread: Buffer = Buffer.alloc(0);
    #received = 0;
    #attempts = 0;

    /**
     * @param response that of the whole file
     * @param head the bytes of its body that were read already
     */
    constructor(file: FileDownload, response: HttpResponse, head: readonly Buffer[], signal: AbortSignal | undefined) {
        this.length = response.length;
        this.#file = file;
        this.#response = response;
        this.#validator = validatorOf(response);
        this.#signal = signal;
        this.#stopListening = onAbort(signal, () => this.#closing.abort());
        for (const chunk of head) {
            this.#add(chunk);
        }
    }

    async read(timeoutMs: number): Promise<Buffer | undefined> {
        for (;;) {
            try {
                const chunk = this.#takeUnread() ?? (await this.#response.read(timeoutMs));
                if (chunk !== undefined) {
                    this.#add(chunk);
                    this.#attempts = 0;
                } else if (this.length !== undefined && this.#received < this.length) {
                    throw new Error(`the file ended after ${this.#received} of ${this.length} bytes`);
                }
                return chunk;
            } catch (error) {
                await this.#resume(error, timeoutMs);
            }
        }
    }

    #takeUnread(): Buffer | undefined {
        const unread = this.#unread;
        this.#unread = Buffer.alloc(0);
        return unread.length === 0 ? undefined : unread;
    }

    #add(chunk: Buffer): void {
        this.#received += chunk.length;
        this.#hash.update(chunk);
    }

    /** Returns once there is a response to read from; else fails with what broke the transfer. */
    async #resume(broken: unknown, timeoutMs: number): Promise<void> {
        this.#response.destroy();
        const nextDelay = pollSchedule();
        for (this.#attempts++; this.#attempts <= MAX_ATTEMPTS; this.#attempts++) {
            try {
                await pause(nextDelay(), this.#closing.signal);
                await this.#reopen(timeoutMs);
                return;
            } catch (error) {
                if (this.#signal?.aborted) {
                    throw new SignalAbortedError();
                }
                if (this.#closing.signal.aborted || error instanceof ChangedFileError) {
                    break;
                }
            }
        }
        throw broken instanceof SignalAbortedError ? new Error('the video is closed') : broken;
    }

    async #reopen(timeoutMs: number): Promise<void> {
        const rest = { from: this.#received, validator: this.#validator };
        const response = await this.#file.requestAgain(this.#closing.signal, rest);
        this.#response = response;
        try {
            if (response.status === PARTIAL_CONTENT) {
                this.#requireRest(response);
            } else if (!response.isSuccessful) {
                throw new Error(`the server responded with status ${response.status}`);
            } else {
                await this.#skipReceived(response, timeoutMs);
            }
        } catch (error) {
            response.destroy();
            throw error;
        }
    }

    #requireRest(response: HttpResponse): void {
        const range = response.header('content-range') ?? '';
        const isRest = range.startsWith(`bytes ${this.#received}-`);
        if (!isRest || (this.length !== undefined && !range.endsWith(`/${this.length}`))) {
            throw new Error('the server sent another part of the file');
        }
    }

    /** Reads what was read before, which must be the same. */
    async #skipReceived(response: HttpResponse, timeoutMs: number): Promise<void> {
        if (response.length !== this.length) {
            throw new ChangedFileError();
        }
        const hash = createHash('sha256');
        for (let left = this.#received; left > 0; ) {
            const chunk = await response.read(timeoutMs);
            if (chunk === undefined) {
                throw new Error('the file ended before the part that was missing');
            }
            const again = chunk.subarray(0, left);
            hash.update(again);
            left -= again.length;
            this.#unread = chunk.subarray(again.length);
        }
        if (!hash.digest().equals(this.#hash.copy().digest())) {
            throw new ChangedFileError();
        }
    }

    destroy(): void {
        this.#stopListening();
        this.#closing.abort();
        this.#response.destroy();
    }
}

/** What proves that a file is the same byte for byte; undefined if the server gives nothing that does. */
function validatorOf(response: HttpResponse): string | undefined {
    const tag = response.header('etag');
    if (tag?.startsWith('"')) {
        return tag;
    }
    const modified = response.header('last-modified');
    const sent = response.header('date');
    // RFC 9110 §8.8.2.2: a file that was just modified may change again within the same second.
    return modified !== undefined && sent !== undefined && Date.parse(modified) + 1_000 < Date.parse(sent)
        ? modified
        : undefined;
}

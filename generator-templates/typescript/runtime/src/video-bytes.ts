import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Mp4BoxTracker } from './mp4-boxes.js';

/** Where the bytes of a video come from. */
export interface ByteSource {
    /** The number of bytes that are announced; undefined if none is. */
    readonly length: number | undefined;
    /** The next bytes; undefined at the end. Fails if none come in time. */
    read(timeoutMs: number): Promise<Buffer | undefined>;
    /** Drops the connection. */
    destroy(): void;
}

/** The bytes of a video, in order, and whether they are all. */
export class VideoBytes {
    readonly length: number | undefined;
    readonly contentType: string;
    readonly #transfer: ByteSource;
    readonly #idleTimeoutMs: number;
    readonly #toError: (cause: unknown, progress: string) => Error;
    readonly #boxes: Mp4BoxTracker | undefined;
    /** Bytes that were read before, and come again first. */
    #source: AsyncIterator<Uint8Array>;
    #spillFile: string | undefined;
    #received = 0;
    #isClosed = false;

    /**
     * @param head the bytes of the body that were read already
     * @param toError makes the error to report of what broke the transfer
     */
    constructor(
        transfer: ByteSource,
        head: readonly Buffer[],
        contentType: string,
        idleTimeoutMs: number,
        toError: (cause: unknown, progress: string) => Error,
    ) {
        this.length = transfer.length;
        this.contentType = contentType;
        this.#transfer = transfer;
        this.#idleTimeoutMs = idleTimeoutMs;
        this.#toError = toError;
        this.#boxes = this.length === undefined ? new Mp4BoxTracker() : undefined;
        this.#source = this.#network(head);
    }

    /** The next bytes; undefined at the end of a whole video. */
    async read(): Promise<Uint8Array | undefined> {
        const next = await this.#source.next();
        return next.done ? undefined : next.value;
    }

    async *#network(head: readonly Buffer[]): AsyncGenerator<Uint8Array, void> {
        const chunks = [...head];
        try {
            for (;;) {
                if (this.#isClosed) {
                    throw new Error('the video is closed');
                }
                const chunk = chunks.shift() ?? (await this.#transfer.read(this.#idleTimeoutMs));
                if (chunk === undefined) {
                    break;
                }
                this.#received += chunk.length;
                this.#boxes?.add(chunk);
                yield new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
            }
            if (this.#boxes?.mayBeWhole() === false) {
                throw new Error(`the video ended after ${this.#progress}`);
            }
        } catch (cause) {
            throw this.#toError(cause, this.#progress);
        } finally {
            this.#transfer.destroy();
        }
    }

    get #progress(): string {
        return `${this.#received}${this.length === undefined ? '' : ` of ${this.length}`} bytes`;
    }

    /** Takes back bytes that were read: first those in the file, then these few more. The network has the rest. */
    unread(file: string, more: Uint8Array): void {
        const rest = this.#source;
        this.#spillFile = file;
        this.#source = (async function* () {
            yield* createReadStream(file) as AsyncIterable<Uint8Array>;
            yield more;
            for (let next = await rest.next(); !next.done; next = await rest.next()) {
                yield next.value;
            }
        })();
    }

    /** Deletes the file with the bytes that were taken back, because they are somewhere else now. */
    async deleteSpillFile(): Promise<void> {
        if (this.#spillFile !== undefined) {
            await rm(this.#spillFile, { force: true });
            this.#spillFile = undefined;
        }
    }

    /** Frees the connection; bytes that were not read are lost. */
    close(): void {
        this.#isClosed = true;
        this.#transfer.destroy();
    }
}

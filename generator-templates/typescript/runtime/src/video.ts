import { type CallContext, truncatedFailure } from './call-context.js';
import { type LostRequest, remember } from './lost-request.js';
import type { VideoMetadata } from './metadata.js';
import type { VideoBytes } from './video-bytes.js';
import { VideoSaver } from './video-saver.js';

/** Called with the bytes saved so far and, if the service announced it, with their total. */
export type ProgressListener = (savedBytes: number, totalBytes: number | undefined) => void;

/** How to save a video. */
export interface SaveOptions {
    /** An error that it throws is thrown once the video is saved. */
    readonly onProgress?: ProgressListener | undefined;
}

/**
 * A finished video whose bytes are still to be received. The call is billed, so make sure to get them: read them
 * once, in one of the three ways, or close the video, which loses what was not received.
 */
export interface Video {
    /** What the headers of the response say about the call. */
    readonly metadata: VideoMetadata;
    /** The media type that the service gave, such as `video/mp4`; empty if it gave none. */
    readonly contentType: string;
    /** How many bytes the service announced; undefined if it did not say. */
    readonly size: number | undefined;
    /** The bytes as they come. Fails with a `PixverseError` if they are not all, or with an `AbortError`. */
    stream(): ReadableStream<Uint8Array>;
    /** All bytes, in memory. */
    bytes(): Promise<Uint8Array>;
    /**
     * Saves the video to a file, whole or not at all, without holding it in memory. Missing folders are made.
     *
     * @param target the path or the file URL of the file, which is replaced if it exists
     * @throws SaveFailedError if it cannot be saved there; the error names the file that holds the bytes instead
     */
    saveTo(target: string | URL, options?: SaveOptions): Promise<SavedVideo>;
    /** Frees the connection. Does nothing if the video was read. */
    close(): void;
}

/** A video in a file. */
export interface SavedVideo {
    /** The absolute path of the file. */
    readonly path: string;
    /** The number of its bytes. */
    readonly size: number;
    readonly contentType: string;
    /** What the headers of the response say about the call. */
    readonly metadata: VideoMetadata;
}

/** The video of a call. */
export class ReceivedVideo implements Video {
    readonly metadata: VideoMetadata;
    readonly contentType: string;
    readonly size: number | undefined;
    readonly #context: CallContext;
    readonly #bytes: VideoBytes;
    readonly #sent: LostRequest | undefined;
    #isUsed = false;

    /** @param sent the paid request whose response this is; undefined for the video of a job */
    constructor(context: CallContext, metadata: VideoMetadata, bytes: VideoBytes, sent?: LostRequest) {
        this.metadata = metadata;
        this.contentType = bytes.contentType;
        this.size = bytes.length;
        this.#context = context;
        this.#bytes = bytes;
        this.#sent = sent;
    }

    stream(): ReadableStream<Uint8Array> {
        const bytes = this.#open();
        return new ReadableStream<Uint8Array>(
            {
                async pull(controller) {
                    const chunk = await bytes.read();
                    if (chunk === undefined) {
                        controller.close();
                    } else {
                        controller.enqueue(chunk);
                    }
                },
                cancel() {
                    bytes.close();
                },
            },
            { highWaterMark: 0 },
        );
    }

    async bytes(): Promise<Uint8Array> {
        const bytes = this.#open();
        const chunks: Uint8Array[] = [];
        let length = 0;
        for (let chunk = await bytes.read(); chunk !== undefined; chunk = await bytes.read()) {
            chunks.push(chunk);
            length += chunk.length;
        }
        // Buffer.concat may return a part of a memory block that holds other things.
        const all = new Uint8Array(length);
        let at = 0;
        for (const chunk of chunks) {
            all.set(chunk, at);
            at += chunk.length;
        }
        return all;
    }

    async saveTo(target: string | URL, { onProgress }: SaveOptions = {}): Promise<SavedVideo> {
        return await this.saveWith(new VideoSaver(target), onProgress);
    }

    /** Saves with a saver that may have reserved its file before the request was sent. */
    async saveWith(saver: VideoSaver, onProgress: ProgressListener | undefined): Promise<SavedVideo> {
        const bytes = this.#open();
        const { path, size } = await saver
            .save(bytes, onProgress, {
                toFailure: (reason, cause) => truncatedFailure(this.#context, this.metadata, reason, cause),
                onUnread: () => {
                    this.#isUsed = false;
                },
            })
            .catch((error) => {
                throw this.#sent === undefined ? error : remember(error, this.#sent);
            });
        return { path, size, contentType: this.contentType, metadata: this.metadata };
    }

    close(): void {
        this.#isUsed = true;
        this.#bytes.close();
    }

    #open(): VideoBytes {
        if (this.#isUsed) {
            throw new TypeError('the video was read or closed before; its bytes come only once');
        }
        this.#isUsed = true;
        return this.#bytes;
    }
}

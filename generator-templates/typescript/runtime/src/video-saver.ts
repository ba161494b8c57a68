import { type Failure, SaveFailedError } from './errors.js';
import { errorText } from './key-redactor.js';
import { PartFile } from './part-file.js';
import { resolveTarget, type SaveTarget, targetPath } from './save-target.js';
import type { ProgressListener } from './video.js';
import type { VideoBytes } from './video-bytes.js';

/** What a saver needs to know of the video. */
export interface SaveContext {
    /** The failure of a finished video. */
    toFailure(reason: string, cause: unknown): Failure;
    /** Called if the bytes can be read again. */
    onUnread(): void;
}

/** Saves one video to one target. Whatever fails but the network, the bytes of the video are kept. */
export class VideoSaver {
    readonly #name: string | URL;
    #target: SaveTarget | undefined;
    #reserved: PartFile | undefined;

    constructor(target: string | URL) {
        this.#name = target;
    }

    /** Creates the file before anything is sent, so that a target that cannot be written costs nothing. */
    async reserve(operation: string): Promise<void> {
        try {
            await this.#open();
        } catch (cause) {
            throw new SaveFailedError({ operation, billing: 'NOT_SENT', reason: this.#reason(cause), cause });
        }
    }

    /** Deletes a reserved file that was not used. */
    async release(): Promise<void> {
        await this.#reserved?.discard();
    }

    async save(
        bytes: VideoBytes,
        onProgress: ProgressListener | undefined,
        context: SaveContext,
    ): Promise<{ path: string; size: number }> {
        const transfer = new Transfer(bytes, onProgress);
        try {
            await transfer.start(async () => this.#reserved ?? (await this.#open()));
        } catch (cause) {
            context.onUnread();
            const outcome = 'it can still be read or saved to another place until it is closed';
            throw new SaveFailedError(context.toFailure(`${this.#reason(cause)}; ${outcome}`, cause));
        }
        this.#reserved = undefined;
        const hasAll = await transfer.run();
        if (transfer.problem === undefined && this.#target !== undefined) {
            await transfer.commit(this.#target);
        }
        if (transfer.problem === undefined) {
            transfer.throwListenerError();
            return { path: targetPath(this.#name), size: transfer.file.length };
        }
        throw await this.#keep(transfer, hasAll, context);
    }

    async #open(): Promise<PartFile> {
        this.#target = await resolveTarget(this.#name);
        this.#reserved = await PartFile.create(this.#target);
        return this.#reserved;
    }

    async #keep(transfer: Transfer, hasAll: boolean, context: SaveContext): Promise<SaveFailedError> {
        const reason = this.#reason(transfer.problem);
        const size = transfer.file.length;
        const kept = await transfer.file.keep();
        if (kept === undefined) {
            const lost = `${reason}; the received bytes are lost, because their file has vanished`;
            return new SaveFailedError(context.toFailure(lost, transfer.problem));
        }
        transfer.unread(kept);
        context.onUnread();
        const outcome = hasAll
            ? 'all its bytes are kept in '
            : `the rest can still be read or saved to another place until it is closed; its first ${size} bytes are kept in `;
        return new SaveFailedError(context.toFailure(`${reason}; ${outcome}${kept}`, transfer.problem), kept);
    }

    /** Why the target cannot be written. */
    #reason(problem: unknown): string {
        return `the video cannot be saved to ${this.#name}: ${errorText(problem)}`;
    }
}

/** One transfer into a file. */
class Transfer {
    /** Why the bytes are not saved where they should be. */
    problem: unknown;
    readonly #bytes: VideoBytes;
    readonly #onProgress: ProgressListener | undefined;
    #listenerError: { readonly thrown: unknown } | undefined;
    #file: PartFile | undefined;
    #unsaved: Uint8Array = new Uint8Array();

    constructor(bytes: VideoBytes, onProgress: ProgressListener | undefined) {
        this.#bytes = bytes;
        this.#onProgress = onProgress;
    }

    get file(): PartFile {
        if (this.#file === undefined) {
            throw new TypeError('the transfer has not started');
        }
        return this.#file;
    }

    /** Opens the file, or one in the temporary folder if that fails. */
    async start(open: () => Promise<PartFile>): Promise<void> {
        try {
            this.#file = await open();
        } catch (error) {
            this.problem = error;
            this.#file = await PartFile.create(undefined);
        }
    }

    /** Returns whether all bytes are in the file. */
    async run(): Promise<boolean> {
        try {
            for (let chunk = await this.#bytes.read(); chunk !== undefined; chunk = await this.#bytes.read()) {
                if (!(await this.#write(chunk))) {
                    return false;
                }
                this.#report();
            }
            return true;
        } catch (error) {
            await this.file.discard();
            throw error;
        }
    }

    /** Goes on in the temporary folder when the disk of the target fails. Returns false if that fails too. */
    async #write(chunk: Uint8Array): Promise<boolean> {
        try {
            await this.file.write(chunk);
            return true;
        } catch (error) {
            this.problem ??= error;
        }
        try {
            this.#file = await this.file.moveToTemporaryFolder();
            await this.file.write(chunk);
            return true;
        } catch {
            this.#unsaved = chunk;
            return false;
        }
    }

    /** A listener that throws is not called again, and does not end the transfer. */
    #report(): void {
        if (this.#listenerError === undefined) {
            try {
                this.#onProgress?.(this.file.length, this.#bytes.length);
            } catch (thrown) {
                this.#listenerError = { thrown };
            }
        }
    }

    async commit(target: SaveTarget): Promise<void> {
        try {
            await this.file.commit(target);
            await this.#bytes.deleteSpillFile();
        } catch (error) {
            this.problem = error;
        }
    }

    throwListenerError(): void {
        if (this.#listenerError !== undefined) {
            throw this.#listenerError.thrown;
        }
    }

    unread(file: string): void {
        this.#bytes.unread(file, this.#unsaved);
    }
}

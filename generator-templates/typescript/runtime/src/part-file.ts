import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { kill, pid } from 'node:process';
import { pipeline } from 'node:stream/promises';
import type { SaveTarget } from './save-target.js';

const SUFFIX = '.part';
const HASH_LENGTH = 16;
/** The number of a process may stand for another one in a container; a file that grows is in use. */
const MIN_ABANDONED_MS = 60 * 60 * 1_000;

/**
 * A hidden file beside the target, which takes its place once all bytes are on the disk. Its name holds the host and
 * the process, so that the next save to the same target can delete what a killed process left.
 */
export class PartFile {
    readonly #path: string;
    readonly #handle: FileHandle;
    #length = 0;
    #isOpen = true;

    private constructor(path: string, handle: FileHandle) {
        this.#path = path;
        this.#handle = handle;
    }

    /** For a target that is special, or no target at all, the file is in the temporary folder. */
    static async create(target: SaveTarget | undefined): Promise<PartFile> {
        if (target === undefined || target.isSpecial) {
            return await PartFile.#open(tmpdir(), '.pixverse-', 0o600);
        }
        // Its length does not depend on the target's name, which may be as long as the file system allows.
        const prefix = `.pixverse-${hash(basename(target.path))}-${hash(hostname())}-`;
        await deleteAbandoned(dirname(target.path), prefix);
        const part = await PartFile.#open(dirname(target.path), `${prefix}${pid}-`, 0o666);
        try {
            if (target.mode !== undefined) {
                await part.#handle.chmod(target.mode);
            }
            return part;
        } catch (error) {
            await part.discard();
            throw error;
        }
    }

    static async #open(folder: string, prefix: string, mode: number): Promise<PartFile> {
        const path = join(folder, `${prefix}${randomUUID()}${SUFFIX}`);
        return new PartFile(path, await open(path, 'wx', mode));
    }

    get length(): number {
        return this.#length;
    }

    async write(bytes: Uint8Array): Promise<void> {
        let written = 0;
        while (written < bytes.length) {
            const { bytesWritten } = await this.#handle.write(
                bytes,
                written,
                bytes.length - written,
                this.#length + written,
            );
            written += bytesWritten;
        }
        this.#length += bytes.length;
    }

    /** Puts the file in the target's place. */
    async commit({ path, isSpecial }: SaveTarget): Promise<void> {
        await this.#handle.sync();
        if (isSpecial) {
            await copyInto(path, this.#path);
            await this.discard();
            return;
        }
        // Windows does not move an open file.
        await this.#close();
        await rename(this.#path, path);
    }

    /** A copy in the temporary folder, to be continued there. */
    async moveToTemporaryFolder(): Promise<PartFile> {
        const copy = await PartFile.create(undefined);
        try {
            if (this.#length > 0) {
                for await (const chunk of createReadStream(this.#path, { end: this.#length - 1 })) {
                    await copy.write(chunk);
                }
            }
            if (copy.#length < this.#length) {
                throw new Error(`only ${copy.#length} of ${this.#length} bytes are in ${this.#path}`);
            }
        } catch (error) {
            await copy.discard();
            throw error;
        }
        await this.discard();
        return copy;
    }

    /**
     * Keeps the bytes written so far, in a file that people see and that no later save deletes.
     *
     * @returns the file; undefined if it was deleted
     */
    async keep(): Promise<string | undefined> {
        const visible = join(dirname(this.#path), `pixverse-${randomUUID()}.mp4`);
        try {
            if (this.#isOpen) {
                // The last write may have gone through in part.
                await this.#handle.truncate(this.#length);
                await this.#close();
            }
            await rename(this.#path, visible);
            return visible;
        } catch {
            return (await exists(this.#path)) ? this.#path : undefined;
        }
    }

    async discard(): Promise<void> {
        try {
            await this.#close();
            await unlink(this.#path);
        } catch {
            // The next save to the same target deletes it.
        }
    }

    async #close(): Promise<void> {
        if (this.#isOpen) {
            this.#isOpen = false;
            await this.#handle.close();
        }
    }
}

/** Opened for writing only: a pipe that is also open for reading never reports that nobody reads it. */
async function copyInto(special: string, source: string): Promise<void> {
    const handle = await open(special, constants.O_WRONLY);
    await pipeline(createReadStream(source), handle.createWriteStream());
}

function hash(text: string): string {
    return createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
}

async function deleteAbandoned(folder: string, prefix: string): Promise<void> {
    for (const name of await readdir(folder)) {
        const owner = name.startsWith(prefix) && name.endsWith(SUFFIX) ? /^\d+/.exec(name.slice(prefix.length)) : null;
        if (owner !== null && !isRunning(Number(owner[0]))) {
            await deleteIfOld(join(folder, name));
        }
    }
}

function isRunning(processId: number): boolean {
    try {
        kill(processId, 0);
        return true;
    } catch (error) {
        // A process of another user cannot be signalled, but runs.
        return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
    }
}

async function deleteIfOld(path: string): Promise<void> {
    try {
        const { mtimeMs } = await stat(path);
        if (Date.now() - mtimeMs > MIN_ABANDONED_MS) {
            await unlink(path);
        }
    } catch {
        // Another process has deleted it, or may.
    }
}

async function exists(path: string): Promise<boolean> {
    return await stat(path).then(
        () => true,
        () => false,
    );
}

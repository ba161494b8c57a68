import { type FileHandle, open, stat } from 'node:fs/promises';
import { aborted } from './call-context.js';
import { readJson } from './free-calls.js';
import { errorText } from './key-redactor.js';
import { harmless } from './listener.js';
import { ALLOWED_MEDIA, mediaTypeOf, SIGNATURE_LENGTH } from './media-type.js';
import { uploadAsset } from './operations.js';
import { isFileUrl, optionsProblem, UPLOAD_OPTIONS, type UploadOptions } from './options.js';
import { readUploadedFiles } from './responses.js';
import { invalid, type Transport } from './transport.js';

/** By a release note of the service. */
const MAX_BYTES = 2_000_000_000;
/** Of silence, while the service stores the file. */
const SILENCE_MS = 5 * 60 * 1_000;
/** A multiple of three, so that no padding stands inside the text. */
const BLOCK_BYTES = 3 << 14;

/** What is uploaded. */
interface Source {
    readonly size: number;
    /** Bytes from this position on; fewer at the end. */
    read(position: number, length: number): Promise<Uint8Array>;
}

/** Uploads files to use as inputs. One attempt: the client cannot delete a file that was stored twice. */
export class Uploader {
    readonly #transport: Transport;

    constructor(transport: Transport) {
        this.#transport = transport;
    }

    async upload(file: string | URL | Uint8Array, options: UploadOptions = {}): Promise<string> {
        const problem = optionsProblem(options, UPLOAD_OPTIONS);
        if (problem !== undefined) {
            throw invalid(uploadAsset, problem);
        }
        if (options.signal?.aborted) {
            throw aborted(uploadAsset, 'NOT_SENT', options.signal);
        }
        if (file instanceof Uint8Array) {
            const read = async (position: number, length: number): Promise<Uint8Array> =>
                file.subarray(position, position + length);
            return await this.#upload({ size: file.length, read }, 'the bytes', options);
        }
        if (typeof file !== 'string' && !isFileUrl(file)) {
            throw invalid(uploadAsset, 'file must be a path, a file URL or bytes, but was none of them');
        }
        let handle: FileHandle | undefined;
        try {
            let source: Source;
            try {
                handle = await openFile(file);
                source = sourceOf(handle, (await handle.stat()).size);
            } catch (error) {
                throw invalid(uploadAsset, `file must be a readable file, but was ${file} (${errorText(error)})`);
            }
            return await this.#upload(source, String(file), options);
        } finally {
            await handle?.close();
        }
    }

    async #upload(source: Source, name: string, { signal, onProgress }: UploadOptions): Promise<string> {
        const { size } = source;
        if (size > MAX_BYTES) {
            throw invalid(uploadAsset, `file must have at most ${MAX_BYTES} bytes, but ${name} has ${size}`);
        }
        const type = mediaTypeOf(Buffer.from(await source.read(0, SIGNATURE_LENGTH)));
        if (type === undefined) {
            throw invalid(uploadAsset, `file must be ${ALLOWED_MEDIA}, but ${name} is something else`);
        }
        const start = Buffer.from(`{"data_urls":["data:${type};base64,`);
        const end = Buffer.from('"]}');
        const report = harmless(onProgress);
        const exchange = await this.#transport.send(uploadAsset, {
            path: uploadAsset.path,
            body: {
                length: start.length + Math.ceil(size / 3) * 4 + end.length,
                async *bytes() {
                    yield start;
                    for (let sent = 0; sent < size; ) {
                        const length = Math.min(BLOCK_BYTES, size - sent);
                        const block = await source.read(sent, length);
                        if (block.length < length) {
                            throw new Error('the file became shorter while it was uploaded');
                        }
                        yield Buffer.from(Buffer.from(block).toString('base64'));
                        sent += block.length;
                        report(sent, size);
                    }
                    yield end;
                },
            },
            timeoutMs: SILENCE_MS,
            signal,
            knownBilling: 'NOT_BILLED',
        });
        return await readJson({ ...exchange, endsAt: performance.now() + SILENCE_MS }, addressIn);
    }
}

async function openFile(file: string | URL): Promise<FileHandle> {
    // A pipe would be waited for.
    if (!(await stat(file)).isFile()) {
        throw new Error('not a file');
    }
    return await open(file);
}

function sourceOf(handle: FileHandle, size: number): Source {
    return {
        size,
        async read(position, length) {
            const block = Buffer.alloc(length);
            let filled = 0;
            while (filled < length) {
                const { bytesRead } = await handle.read(block, filled, length - filled, position + filled);
                if (bytesRead === 0) {
                    break;
                }
                filled += bytesRead;
            }
            return block.subarray(0, filled);
        },
    };
}

function addressIn(json: unknown): string | undefined {
    const files = readUploadedFiles(json);
    return files?.file_urls[0] ?? files?.urls[0];
}

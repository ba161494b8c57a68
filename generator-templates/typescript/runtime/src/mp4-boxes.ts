const FILE_TYPE = 'ftyp';
const TYPE_OFFSET = 4;
const SHORT_HEADER = 8;
const LONG_HEADER = 16;

/** How many bytes show whether a file is an MP4 file. */
export const MP4_SIGNATURE_LENGTH = SHORT_HEADER;

/** Whether a file starts as every MP4 file does. */
export function isMp4(start: Buffer): boolean {
    return start.toString('latin1', TYPE_OFFSET, SHORT_HEADER) === FILE_TYPE;
}

/**
 * Follows the top-level boxes of an MP4 file (ISO/IEC 14496-12 §4.2) as its bytes pass by, to tell a whole file from
 * one that was cut where no length was announced.
 */
export class Mp4BoxTracker {
    readonly #types = new Set<string>();
    readonly #header = Buffer.alloc(LONG_HEADER);
    #headerLength = 0;
    /** Bytes of the current box that are still to come; infinite if the box goes on to the end of the file. */
    #remaining = 0;
    #isMp4 = true;

    add(bytes: Uint8Array): void {
        let at = 0;
        while (this.#isMp4 && at < bytes.length && this.#remaining !== Number.POSITIVE_INFINITY) {
            if (this.#remaining > 0) {
                const skipped = Math.min(this.#remaining, bytes.length - at);
                this.#remaining -= skipped;
                at += skipped;
            } else {
                this.#header[this.#headerLength++] = bytes[at++] ?? 0;
                this.#readHeader();
            }
        }
    }

    #readHeader(): void {
        const length = this.#headerLength;
        if (length < SHORT_HEADER) {
            return;
        }
        let size = this.#header.readUInt32BE(0);
        const isLong = size === 1;
        if (isLong && length < LONG_HEADER) {
            return;
        }
        const type = this.#header.toString('latin1', TYPE_OFFSET, SHORT_HEADER);
        if (isLong) {
            size = Number(this.#header.readBigUInt64BE(SHORT_HEADER));
        }
        const endsWithFile = size === 0 && !isLong;
        this.#isMp4 = (this.#types.size > 0 || type === FILE_TYPE) && (endsWithFile || size >= length);
        this.#types.add(type);
        this.#remaining = endsWithFile ? Number.POSITIVE_INFINITY : size - length;
        this.#headerLength = 0;
    }

    /** Whether the bytes so far may be a whole file; always true for what is no MP4 file and cannot be judged. */
    mayBeWhole(): boolean {
        const atEnd = this.#remaining === 0 || this.#remaining === Number.POSITIVE_INFINITY;
        // No MP4 file plays without both.
        return (
            !this.#isMp4 || (this.#headerLength === 0 && atEnd && this.#types.has('moov') && this.#types.has('mdat'))
        );
    }
}

/** How many bytes of a file are enough. */
export const SIGNATURE_LENGTH = 16;

export const ALLOWED_MEDIA = 'an image (PNG, JPEG, GIF, WebP) or a video (MP4, MOV, WebM)';

/** How the brands of HEIC, AVIF and other images begin that have the structure of MP4. */
const HEIF = new Set(['hei', 'hev', 'mif', 'msf', 'avi']);

/** The media type of a file by its first bytes, because names of files may lie; undefined if it is none that is known. */
export function mediaTypeOf(start: Buffer): string | undefined {
    const text = start.toString('latin1');
    if (text.startsWith('\u0089PNG\r\n\u001a\n')) {
        return 'image/png';
    }
    if (text.startsWith('\u00ff\u00d8\u00ff')) {
        return 'image/jpeg';
    }
    if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) {
        return 'image/gif';
    }
    if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) {
        return 'image/webp';
    }
    if (text.startsWith('ftyp', 4) && !HEIF.has(text.slice(8, 11))) {
        return text.startsWith('qt  ', 8) ? 'video/quicktime' : 'video/mp4';
    }
    return text.startsWith('\u001aE\u00df\u00a3') ? 'video/webm' : undefined;
}

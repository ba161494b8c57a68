const REPLACEMENT = '<redacted>';
/** A shorter key, or part of one, says nothing and is found in ordinary words. */
const MIN_LENGTH = 4;
/** Control characters and invisible formatting (bidirectional overrides, zero width) fake what a reader sees. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;
const MAX_CAUSES = 20;
const ENTITIES: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/**
 * Removes the API key from text of the service, however the service writes it: in any case, JSON-escaped,
 * percent-encoded, as HTML references, or cut off at the end of the text.
 */
export class KeyRedactor {
    /** Functions, because a debugger and util.inspect show the text of strings and patterns. */
    readonly #key: () => string;
    readonly #forms: () => RegExp | undefined;

    constructor(apiKey: string) {
        const forms = apiKey.length < MIN_LENGTH ? undefined : new RegExp(keyForms(apiKey), 'giu');
        this.#key = () => apiKey;
        this.#forms = () => forms;
    }

    /** The text without the key; line breaks and everything else stay. */
    redact(text: string): string {
        const forms = this.#forms();
        if (forms === undefined) {
            return text;
        }
        const redacted = text.replace(forms, REPLACEMENT);
        const end = redacted.toLowerCase();
        const start = this.#key().toLowerCase();
        for (let length = Math.min(start.length, end.length); length >= MIN_LENGTH; length--) {
            if (end.endsWith(start.slice(0, length))) {
                return redacted.slice(0, redacted.length - length) + REPLACEMENT;
            }
        }
        return redacted;
    }

    /** The text on one line, without the key and without characters that are not seen. */
    redactLine(text: string): string {
        return this.redact(text).replace(INVISIBLE, ' ').replace(/ +/g, ' ').trim();
    }

    /** The error, or one with the same trace if it quotes the key or what the server sent. */
    redactError(error: unknown): unknown {
        if (!(error instanceof Error)) {
            return error === undefined ? undefined : new Error(this.redactLine(String(error)));
        }
        // A parse error of node:http holds the bytes of the response, which may quote the key.
        if (!('rawPacket' in error) && !this.#isQuotedIn(error, MAX_CAUSES)) {
            return error;
        }
        const redacted = new Error(this.redactLine(errorText(error)));
        redacted.stack = this.redact(error.stack ?? '');
        return redacted;
    }

    #isQuotedIn(error: unknown, depth: number): boolean {
        if (!(error instanceof Error) || depth === 0) {
            return false;
        }
        const text = `${error} ${error.stack}`;
        return this.redact(text) !== text || this.#isQuotedIn(error.cause, depth - 1);
    }
}

/** The text of an error that node:net or node:http throws. The message of an AggregateError is empty. */
export function errorText(error: unknown): string {
    if (error instanceof AggregateError && error.errors.length > 0) {
        return error.errors.map(errorText).join('; ');
    }
    if (!(error instanceof Error)) {
        return String(error);
    }
    const code = 'code' in error ? String(error.code) : '';
    return error.message.includes(code) ? error.message || error.name : `${code}: ${error.message}`;
}

function keyForms(key: string): string {
    let pattern = '';
    for (const character of key) {
        const code = character.codePointAt(0) ?? 0;
        const hex = code.toString(16).padStart(2, '0');
        const literal = /[0-9A-Za-z]/.test(character) ? character : `\\x${hex}`;
        // At the start, no position within a run of backslashes is tried: that takes quadratic time.
        const backslashes = pattern === '' ? '(?<!\\\\)\\\\' : '\\\\';
        const entity = ENTITIES[character];
        // A terminal or a browser does not show what is between two characters.
        pattern +=
            (pattern === '' ? '' : '[\\p{Cc}\\p{Cf}]*') +
            `(?:${literal}|${backslashes}+(?:${literal}|u00${hex})|%(?:25)*${hex}|&#x0*${hex};?|&#0*${code};?` +
            (entity === undefined ? ')' : `|&${entity};)`);
    }
    return pattern;
}

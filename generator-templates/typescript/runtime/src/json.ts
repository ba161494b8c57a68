const MAX_EXCERPT_LENGTH = 100;
const MAX_DEPTH = 255;

/** A value that JSON cannot represent; the message completes "must be …". */
export class NotJsonError extends Error {
    override readonly name = 'NotJsonError';
}

/** Writes a value as JSON, a bigint with all its digits. Fails instead of writing another value than the given one. */
export function stringify(value: unknown, depth = 0): string {
    if (depth > MAX_DEPTH) {
        throw new NotJsonError(`JSON of at most ${MAX_DEPTH} levels`);
    }
    switch (typeof value) {
        case 'bigint':
            return value.toString();
        case 'number':
            return stringifyNumber(value);
        case 'string':
        case 'boolean':
            return JSON.stringify(value);
        case 'object':
            return value === null ? 'null' : stringifyObject(value, depth);
        default:
            throw new NotJsonError('a value that JSON can represent');
    }
}

function stringifyNumber(value: number): string {
    if (!Number.isFinite(value)) {
        throw new NotJsonError('a finite number');
    }
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
        throw new NotJsonError('a bigint beyond 2^53 - 1, because JavaScript rounds such a number');
    }
    return JSON.stringify(value);
}

function stringifyObject(value: object, depth: number): string {
    if (Array.isArray(value)) {
        return `[${value.map((element) => stringify(element, depth + 1)).join(',')}]`;
    }
    if ('toJSON' in value && typeof value.toJSON === 'function') {
        return stringify(value.toJSON(), depth + 1);
    }
    const fields = Object.entries(value)
        .filter(([, field]) => field !== undefined)
        .map(([name, field]) => `${JSON.stringify(name)}:${stringify(field, depth + 1)}`);
    return `{${fields.join(',')}}`;
}

/** A value as a message shows it: as JSON, so that control characters are visible, and never long. */
export function excerpt(value: unknown): string {
    const text = display(value).replace(/[\u2028\u2029]/g, (separator) => `\\u${separator.charCodeAt(0).toString(16)}`);
    return text.length <= MAX_EXCERPT_LENGTH
        ? text
        : `${text.slice(0, MAX_EXCERPT_LENGTH)}… (${text.length} characters)`;
}

function display(value: unknown): string {
    if (typeof value === 'number') {
        return String(value);
    }
    try {
        return stringify(value);
    } catch {
        // Calls no code of the user, which may throw.
        return typeof value === 'object' ? Object.prototype.toString.call(value) : `a ${typeof value}`;
    }
}

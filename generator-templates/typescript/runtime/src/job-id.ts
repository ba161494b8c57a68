import { excerpt } from './json.js';

/** A UUID as far as known; whatever else is safe in a path is accepted. */
const ALLOWED = /^[0-9A-Za-z_-]{1,100}$/;

export function isJobId(id: unknown): id is string {
    return typeof id === 'string' && ALLOWED.test(id);
}

/** @throws TypeError if the id cannot be one */
export function checkJobId(id: unknown): string {
    if (!isJobId(id)) {
        throw new TypeError(
            `id must be 1 to 100 letters, digits, hyphens and underscores, but was ${id === undefined ? 'missing' : excerpt(id)}`,
        );
    }
    return id;
}

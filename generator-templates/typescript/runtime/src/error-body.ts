import { type JsonObject, object, parse } from './json-reader.js';
import type { KeyRedactor } from './key-redactor.js';

const MAX_REASON_LENGTH = 500;
const HIDDEN_ELEMENTS = ['script', 'style', 'head'];

/** The reason in a body on one line of bounded length, redacted before it is cut. */
export function reasonIn(body: string, redactor: KeyRedactor): string {
    const text = redactor.redactLine(textIn(body));
    if (text === '') {
        return '(the response has no text)';
    }
    return text.length <= MAX_REASON_LENGTH ? text : `${text.slice(0, MAX_REASON_LENGTH)}…`;
}

function textIn(body: string): string {
    const json = object(parse(body));
    if (json === undefined) {
        return body.includes('<') ? withoutTags(body) : body;
    }
    const error = primitiveIn(json, 'error');
    const description = primitiveIn(json, 'error_description');
    return error === undefined ? (description ?? body) : description === undefined ? error : `${error}: ${description}`;
}

/** The address of the video in a JSON body; undefined if there is none. */
export function videoAddressIn(body: string): string | undefined {
    const json = object(parse(body));
    if (json === undefined) {
        return undefined;
    }
    const video = object(json.video);
    return video !== undefined ? primitiveIn(video, 'url') : primitiveIn(json, 'output');
}

function primitiveIn(json: JsonObject, name: string): string | undefined {
    const value = Object.hasOwn(json, name) ? json[name] : undefined;
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : undefined;
}

/** Linear in the length of the text: a regular expression takes seconds for 64 KiB of "<". */
function withoutTags(html: string): string {
    const lower = html.toLowerCase();
    // A few characters change their length, and then positions would not fit.
    const hidden = lower.length === html.length ? HIDDEN_ELEMENTS : [];
    const unclosed = new Set<string>();
    let text = '';
    let at = 0;
    for (;;) {
        const open = html.indexOf('<', at);
        const close = open === -1 ? -1 : html.indexOf('>', open);
        if (close === -1) {
            return text + html.slice(at);
        }
        text += `${html.slice(at, open)} `;
        at = close + 1;
        for (const element of hidden) {
            if (isTag(lower, open, element) && !unclosed.has(element)) {
                const end = lower.indexOf(`</${element}`, at);
                const endClose = end === -1 ? -1 : lower.indexOf('>', end);
                if (endClose === -1) {
                    unclosed.add(element);
                } else {
                    at = endClose + 1;
                }
            }
        }
    }
}

function isTag(lower: string, open: number, element: string): boolean {
    const afterName = open + 1 + element.length;
    return lower.startsWith(element, open + 1) && !/[\p{L}\p{Nd}]/u.test(lower.charAt(afterName));
}

import type { Violation } from './errors.js';
import { excerpt, NotJsonError, stringify } from './json.js';
import { nearestName } from './nearest-name.js';

const PLAIN_NAME = /^[\w.-]{1,100}$/;
/** A longer name is not compared with those of the document, because that takes time in proportion to both lengths. */
const MAX_COMPARED_LENGTH = 200;

export interface FieldRule {
    readonly name: string;
    readonly required: boolean;
    readonly type: 'string' | 'integer' | 'number' | 'boolean';
    /** Completes "must be …". */
    readonly allowed: string;
    readonly values?: readonly (string | number)[];
    /** As text, because 64 bits exceed a number; inclusive. */
    readonly min?: string;
    readonly max?: string;
    /** In code points. */
    readonly minLength?: number;
    readonly pattern?: string;
    readonly default?: string | number | boolean;
}

/** Values that are allowed one by one but not together. */
export interface ExcludedCombination {
    readonly reason: string;
    readonly fields: readonly { readonly name: string; readonly value: string | number }[];
}

/** The rules of one kind of request, in the document's order. */
export interface RequestSchema {
    readonly name: string;
    readonly fields: readonly FieldRule[];
    readonly combinations: readonly ExcludedCombination[];
}

type Fields = Record<string, unknown>;

/**
 * The JSON to send, and everything that keeps it from being sent. The fields are copied first, so that what is checked
 * is what is sent.
 *
 * @param additional fields to send on purpose, although the document does not know them
 * @param validate whether the rules of the document apply
 */
export function encodeRequest(
    schema: RequestSchema,
    request: object,
    additional: object,
    validate: boolean,
): { json: string; violations: Violation[] } {
    const fields = withDefaults(schema, request);
    const extra = withoutUndefined(additional);
    const violations = validate ? findViolations(schema, fields) : [];
    const invalid = new Set(violations.flatMap((violation) => violation.fields));
    for (const name of Object.keys(extra)) {
        const problem = additionalNameProblem(schema, name);
        if (problem !== undefined) {
            violations.push({ fields: [name], message: problem });
        }
    }
    const members: string[] = [];
    for (const [name, value] of [...Object.entries(fields), ...Object.entries(extra)]) {
        try {
            members.push(`${JSON.stringify(name)}:${stringify(value)}`);
        } catch (error) {
            if (!(error instanceof NotJsonError)) {
                throw error;
            }
            if (!invalid.has(name)) {
                violations.push({ fields: [name], message: message(displayName(name), error.message, excerpt(value)) });
            }
        }
    }
    return { json: `{${members.join(',')}}`, violations };
}

/** Fills in missing required fields; other missing fields are omitted, so that the service uses its defaults. */
function withDefaults(schema: RequestSchema, request: object): Fields {
    const given = withoutUndefined(request);
    const fields = withoutUndefined({});
    for (const { name, required, default: initial } of schema.fields) {
        if (Object.hasOwn(given, name)) {
            fields[name] = given[name];
        } else if (required && initial !== undefined) {
            fields[name] = initial;
        }
    }
    for (const [name, value] of Object.entries(given)) {
        if (!Object.hasOwn(fields, name)) {
            fields[name] = value;
        }
    }
    return fields;
}

/** A copy without a prototype, in which __proto__ is a name like any other. */
function withoutUndefined(fields: object): Fields {
    const copy: Fields = Object.create(null);
    for (const [name, value] of Object.entries(fields)) {
        if (value !== undefined) {
            copy[name] = value;
        }
    }
    return copy;
}

function findViolations(schema: RequestSchema, request: Fields): Violation[] {
    const violations: Violation[] = [];
    for (const rule of schema.fields) {
        const value = request[rule.name];
        if (value === undefined) {
            if (rule.required) {
                violations.push({ fields: [rule.name], message: message(rule.name, rule.allowed, 'missing') });
            }
        } else if (!accepts(rule, value)) {
            violations.push({ fields: [rule.name], message: message(rule.name, rule.allowed, excerpt(value)) });
        }
    }
    for (const combination of schema.combinations) {
        if (combination.fields.every(({ name, value }) => holds(request[name], value))) {
            const given = combination.fields.map(({ name }) => `${name} ${excerpt(request[name])}`).join(' and ');
            violations.push({
                fields: combination.fields.map(({ name }) => name),
                message: `${given} must not be combined: ${combination.reason}`,
            });
        }
    }
    const known = schema.fields.map((rule) => rule.name);
    for (const [name, value] of Object.entries(request)) {
        if (!known.includes(name)) {
            const nearest = name.length <= MAX_COMPARED_LENGTH ? nearestName(known, name) : undefined;
            const hint = nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
            const allowed = `a field of ${schema.name}${hint} or an additional property`;
            violations.push({ fields: [name], message: message(displayName(name), allowed, excerpt(value)) });
        }
    }
    return violations;
}

function accepts(rule: FieldRule, value: unknown): boolean {
    if (rule.values !== undefined) {
        return rule.values.some((allowed) => holds(value, allowed));
    }
    switch (rule.type) {
        case 'boolean':
            return typeof value === 'boolean';
        case 'string':
            return (
                typeof value === 'string' &&
                hasLength(value, rule.minLength ?? 0) &&
                (rule.pattern === undefined || new RegExp(rule.pattern, 'u').test(value))
            );
        case 'integer':
            return typeof value === 'bigint'
                ? inRange(rule, value)
                : typeof value === 'number' && Number.isSafeInteger(value) && inRange(rule, BigInt(value));
        case 'number':
            return typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))
                ? value >= Number(rule.min ?? Number.NEGATIVE_INFINITY) &&
                      value <= Number(rule.max ?? Number.POSITIVE_INFINITY)
                : false;
    }
}

function inRange(rule: FieldRule, value: bigint): boolean {
    return (
        (rule.min === undefined || value >= BigInt(rule.min)) && (rule.max === undefined || value <= BigInt(rule.max))
    );
}

function hasLength(text: string, min: number): boolean {
    let length = 0;
    for (const _ of text) {
        if (length >= min) {
            return true;
        }
        length++;
    }
    return length >= min;
}

/** Equal as JSON Schema sees it: 8 and 8n are the same, 8 and "8" are not. */
function holds(value: unknown, expected: string | number): boolean {
    return typeof value === 'bigint' && typeof expected === 'number' ? value === BigInt(expected) : value === expected;
}

/** Rejects an additional property that would overwrite a field. */
function additionalNameProblem(schema: RequestSchema, name: string): string | undefined {
    const known = schema.fields.map((rule) => rule.name);
    return name === '' || known.includes(name)
        ? message('name of an additional property', `text other than the fields (${known.join(', ')})`, excerpt(name))
        : undefined;
}

function message(subject: string, rule: string, actual: string): string {
    return `${subject} must be ${rule}, but was ${actual}`;
}

/** A field's name that the document may not know: as it is, or as JSON if it could be taken for something else. */
function displayName(name: string): string {
    return PLAIN_NAME.test(name) ? name : excerpt(name);
}

/**
 * Reads JSON of the service leniently: what is missing, or is not of the documented type, is undefined, so that a change
 * of the service that does not matter breaks nothing.
 */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value of a JSON text; undefined if it is none. */
export function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

export function object(value: unknown): JsonObject | undefined {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The elements that have the type; empty if there are none. */
export function list<T>(value: unknown, read: (element: unknown) => T | undefined): T[] {
    return (Array.isArray(value) ? value : []).map(read).filter((element) => element !== undefined);
}

export function text(value: unknown): string | undefined {
    return typeof value === 'string' ? value : undefined;
}

export function number(value: unknown): number | undefined {
    return Number.isFinite(value) ? (value as number) : undefined;
}

/** A larger number would be rounded. */
export function integer(value: unknown): number | undefined {
    return Number.isSafeInteger(value) ? (value as number) : undefined;
}

export function truth(value: unknown): boolean | undefined {
    return typeof value === 'boolean' ? value : undefined;
}

export function constant<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
    return allowed.find((known) => known === value);
}

/** Without the properties that are undefined, so that printing shows what came. */
export function withoutUndefined<T extends object>(properties: T): T {
    return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as T;
}

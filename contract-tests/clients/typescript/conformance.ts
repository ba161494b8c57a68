// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import {
    AbortError,
    type CallOptions,
    InvalidRequestError,
    OPERATIONS,
    Pixverse,
    PixverseError,
    type SavedVideo,
    SaveFailedError,
    type Video,
    type VideoMetadata,
} from 'pixverse-client';

interface Case {
    operation: keyof typeof OPERATIONS;
    request: object;
    baseUrl?: string;
    additional?: Record<string, unknown>;
    validate?: boolean;
    timeoutSeconds?: number;
    maxRetries?: number;
    do?: 'bytes' | 'save' | 'cancel' | 'show';
    target?: string;
    cancelAfterSeconds?: number;
}

// The compiler does not know which request belongs to which name.
type Operation = (request: object, options: CallOptions & { saveTo?: string }) => Promise<Video | SavedVideo>;

const UNSAFE_INTEGER = /(?<=[:[,]\s*)-?\d{16,}(?=\s*[,\]}])/g;

/** Integers beyond 2^53 - 1 become bigints, as a caller would write them. */
function parseCase(line: string): Case {
    return JSON.parse(line.replace(UNSAFE_INTEGER, '"bigint $&"'), (_, value: unknown) =>
        typeof value === 'string' && /^bigint -?\d+$/.test(value) ? BigInt(value.slice('bigint '.length)) : value,
    ) as Case;
}

function clientFor(input: Case): Pixverse {
    return new Pixverse({
        apiKey: process.env['SEGMIND_API_KEY'] ?? '',
        baseUrl: input.baseUrl ?? process.env['PIXVERSE_BASE_URL'],
        maxRetries: input.maxRetries ?? 0,
        validateRequests: input.validate ?? true,
    });
}

async function execute(client: Pixverse, input: Case): Promise<object> {
    const method = client[input.operation] as unknown as Operation;
    const controller = new AbortController();
    const { cancelAfterSeconds } = input;
    const timer =
        cancelAfterSeconds === undefined ? undefined : setTimeout(() => controller.abort(), cancelAfterSeconds * 1000);
    if (cancelAfterSeconds === 0) {
        controller.abort();
    }
    const options = {
        signal: controller.signal,
        timeoutMs: input.timeoutSeconds === undefined ? undefined : input.timeoutSeconds * 1000,
        additionalProperties: input.additional,
    };
    try {
        if (input.do === 'save') {
            const saved = (await method.call(client, input.request, { ...options, saveTo: input.target ?? '' })) as SavedVideo;
            return { ...success(saved), bytes: saved.size };
        }
        const video = (await method.call(client, input.request, options)) as Video;
        const bytes = await video.bytes();
        return { ...success(video), bytes: bytes.length, ...(input.do === 'show' ? { shown: shownForms(client, video) } : {}) };
    } catch (error) {
        const outcome = failure(error);
        return input.do === 'show' ? { ...outcome, shown: shownForms(client, error) } : outcome;
    } finally {
        clearTimeout(timer);
    }
}

function success({ metadata }: { metadata: VideoMetadata }): Record<string, unknown> {
    const { status, headers: _, ...rest } = metadata;
    return { outcome: 'VIDEO', status, requestId: metadata.requestId, metadata: rest };
}

function failure(error: unknown): Record<string, unknown> {
    if (error instanceof AbortError) {
        return { outcome: 'CANCELLED', billing: error.billing, message: error.message };
    }
    if (!(error instanceof PixverseError)) {
        throw error;
    }
    const { billing, status, requestId, message } = error;
    return {
        outcome: outcomeOf(error),
        error: error.name.replace(/^Call|Error$/g, ''),
        billing,
        status,
        requestId,
        message,
        violations: error instanceof InvalidRequestError ? error.violations : undefined,
        savedTo: error instanceof SaveFailedError ? error.savedTo : undefined,
    };
}

function outcomeOf({ name, billing }: PixverseError): string {
    if (name === 'InvalidRequestError' || (name === 'SaveFailedError' && billing === 'NOT_SENT')) {
        return 'NOT_SENT';
    }
    return ['ConnectionError', 'CallTimeoutError', 'SaveFailedError'].includes(name) ? 'FAILED' : 'REFUSED';
}

/** Every way in which JavaScript shows an object. */
function shownForms(...objects: unknown[]): string[] {
    return objects.flatMap((object) => [
        String(object),
        format('%s %o %O %j', object, object, object, object),
        inspect(object, { depth: null, showHidden: true, getters: true }),
        JSON.stringify(object),
        JSON.stringify(object, Object.getOwnPropertyNames(object)),
        serialized(object),
        inspect(Object.getOwnPropertyDescriptors(object), { depth: null }),
        (object as Error).stack ?? '',
    ]);
}

/** What postMessage and structuredClone copy. A result that holds functions cannot be copied. */
function serialized(object: unknown): string {
    try {
        return inspect(structuredClone(object), { depth: null }) + serialize(object).toString('latin1');
    } catch (error) {
        return String(error);
    }
}

async function savedBytes({ target }: Case): Promise<number | undefined> {
    try {
        return target === undefined ? undefined : (await stat(target)).size;
    } catch {
        return undefined;
    }
}

const timeLimits = Object.fromEntries(
    Object.values(OPERATIONS).map(({ path, timeoutMs }) => [path, timeoutMs / 1000]),
);
console.log(JSON.stringify({ timeLimits }));
for await (const line of createInterface({ input: process.stdin })) {
    const input = parseCase(line);
    const outcome = await execute(clientFor(input), input);
    console.log(JSON.stringify({ ...outcome, saved: await savedBytes(input) }));
}

// Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each.
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import {
    AbortError,
    type CallOptions,
    InvalidRequestError,
    JobTimeoutError,
    mapSettled,
    OPERATIONS,
    Pixverse,
    PixverseError,
    type SavedVideo,
    SaveFailedError,
    type Video,
    type VideoJob,
    type VideoMetadata,
} from 'pixverse-client';

interface Case {
    operation: keyof typeof OPERATIONS;
    request: object;
    requests?: object[];
    baseUrl?: string;
    additional?: Record<string, unknown>;
    validate?: boolean;
    timeoutSeconds?: number;
    maxRetries?: number;
    do?: 'bytes' | 'save' | 'cancel' | 'show' | 'concurrent' | keyof typeof JOB_ACTIONS;
    target?: string;
    cancelAfterSeconds?: number;
    jobId?: string;
    awaitSeconds?: number;
    file?: string;
}

// The compiler does not know which request belongs to which name.
type Operation = (request: object, options: CallOptions & { saveTo?: string }) => Promise<Video | SavedVideo>;
type Submit = (request: object, options: CallOptions) => Promise<VideoJob>;

/** What submits the request of each operation as a job. */
const SUBMITS = {
    textToVideo: 'submitTextToVideo',
    imageToVideo: 'submitImageToVideo',
    generateV5Video: 'submitV5Video',
    extendV5Video: 'submitV5Extend',
    generateV6Video: 'submitV6Video',
} as const;

/** What the cases of jobs do. */
const JOB_ACTIONS = {
    job: async (client: Pixverse, input: Case) => await readJob(await submit(client, input), input),
    'job-save': async (client: Pixverse, input: Case) => {
        const job = await submit(client, input);
        const saved = await (await job.wait(waitOptions(input))).saveTo(input.target ?? '');
        return { ...success(saved), bytes: saved.size, jobId: job.id };
    },
    resume: async (client: Pixverse, input: Case) => await readJob(client.job(input.jobId ?? ''), input),
    result: async (client: Pixverse, input: Case) => {
        const { video, output, metrics } = await client.job(input.jobId ?? '').result(callOptions(input));
        return {
            outcome: 'DONE',
            result: {
                address: video?.url ?? output,
                cost: metrics?.cost,
                remainingCredits: metrics?.remaining_credits,
            },
        };
    },
    credits: async (client: Pixverse, input: Case) => {
        const { credits, free_credits: freeCredits } = await client.credits(callOptions(input));
        return { outcome: 'DONE', credits: { credits, freeCredits } };
    },
    upload: async (client: Pixverse, input: Case) => ({
        outcome: 'DONE',
        address: await client.upload(input.file ?? ''),
    }),
    history: async (client: Pixverse, input: Case) => {
        const row = await client.historyEntry(input.jobId ?? '', callOptions(input));
        return {
            outcome: 'DONE',
            entry: {
                requestId: row.request_id,
                modelStatus: row.model_status,
                generationUrl: row.generation_url,
                creditsDeduction: row.credits_deduction,
            },
        };
    },
};

function callOptions({ timeoutSeconds }: Case): { timeoutMs: number | undefined } {
    return { timeoutMs: timeoutSeconds === undefined ? undefined : timeoutSeconds * 1000 };
}

function waitOptions(input: Case): { timeoutMs: number | undefined; deadlineMs: number | undefined } {
    const { awaitSeconds } = input;
    return { ...callOptions(input), deadlineMs: awaitSeconds === undefined ? undefined : awaitSeconds * 1000 };
}

async function submit(client: Pixverse, input: Case): Promise<VideoJob> {
    const method = client[SUBMITS[input.operation]] as unknown as Submit;
    return await method.call(client, input.request, {
        ...callOptions(input),
        additionalProperties: input.additional,
    });
}

async function readJob(job: VideoJob, input: Case): Promise<object> {
    const states: string[] = [];
    const video = await job.wait({
        ...waitOptions(input),
        onStatus: ({ status }) => {
            if (status !== undefined && status !== states.at(-1)) {
                states.push(status);
            }
        },
    });
    return { ...success(video), bytes: (await video.bytes()).length, jobId: job.id, states };
}

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
        ...callOptions(input),
        additionalProperties: input.additional,
    };
    try {
        if (input.do !== undefined && input.do in JOB_ACTIONS) {
            return await JOB_ACTIONS[input.do as keyof typeof JOB_ACTIONS](client, input);
        }
        if (input.do === 'concurrent') {
            return { outcome: 'DONE', calls: await concurrent(client, input) };
        }
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

/** The outcomes of calls that are made at once. */
async function concurrent(client: Pixverse, input: Case): Promise<object[]> {
    const { requests = [] } = input;
    const calls = await mapSettled(requests, (request) => execute(client, { ...input, do: 'bytes', request }), {
        maxConcurrency: requests.length,
    });
    return calls.map((call) => (call.status === 'fulfilled' ? call.value : failure(call.reason)));
}

function success({ metadata }: { metadata: VideoMetadata }): Record<string, unknown> {
    const { status, headers: _, ...rest } = metadata;
    return { outcome: 'VIDEO', status, requestId: metadata.requestId, metadata: rest };
}

function failure(error: unknown): Record<string, unknown> {
    if (error instanceof AbortError) {
        return { outcome: 'CANCELLED', billing: error.billing, message: error.message };
    }
    if (error instanceof TypeError && error.message.startsWith('id ')) {
        return { outcome: 'NOT_SENT', error: 'InvalidArgument', message: error.message };
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
        jobId: error instanceof JobTimeoutError ? error.jobId : undefined,
    };
}

function outcomeOf({ name, billing }: PixverseError): string {
    if (name === 'InvalidRequestError' || (name === 'SaveFailedError' && billing === 'NOT_SENT')) {
        return 'NOT_SENT';
    }
    const failures = ['ConnectionError', 'CallTimeoutError', 'SaveFailedError', 'JobFailedError', 'JobTimeoutError'];
    return failures.includes(name) ? 'FAILED' : 'REFUSED';
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

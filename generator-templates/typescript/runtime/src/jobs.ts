import type { Caller } from './caller.js';
import { FreeCalls, readJson } from './free-calls.js';
import { HistoryLookup, type JobCandidate, requestOf } from './history-lookup.js';
import { type JobAccess, ServiceJob, type VideoJob } from './job.js';
import { checkJobId, isJobId } from './job-id.js';
import { JobReader } from './job-reader.js';
import { excerpt } from './json.js';
import type { LostRequest } from './lost-request.js';
import type { Credits, HistoryEntry, HistoryPage } from './models/index.js';
import type { PaidOperation, SubmitOperation } from './operation.js';
import { getCredits, getRequestHistory, listRequestHistory } from './operations.js';
import { isObject, type ReadOptions, type SubmitOptions, unknownOptions } from './options.js';
import type { SentRequest } from './pixverse.js';
import { encodeRequest } from './request-schema.js';
import { readCredits, readSubmittedJob } from './responses.js';
import { invalid, type Transport } from './transport.js';

/** Submits jobs, and reads what costs nothing: jobs, credits and history. */
export class Jobs {
    readonly #caller: Caller;
    readonly #access: JobAccess;

    constructor(transport: Transport, caller: Caller) {
        const calls = new FreeCalls(transport);
        this.#caller = caller;
        this.#access = { transport, calls, reader: new JobReader(calls) };
    }

    async submit(operation: SubmitOperation, request: object, options: SubmitOptions = {}): Promise<VideoJob> {
        const id = await this.#caller.submit(operation, request, options, (exchange) =>
            readJson(exchange, submittedId, 'JSON with the id of a job'),
        );
        return new ServiceJob(this.#access, id, operation.typicalMs);
    }

    job(id: string): VideoJob {
        return new ServiceJob(this.#access, checkJobId(id), undefined);
    }

    /** @param operations those of paid calls, by their names */
    async lookUp(
        lost: object,
        operations: Readonly<Record<string, PaidOperation>>,
        options: ReadOptions = {},
    ): Promise<JobCandidate[]> {
        const { calls, reader } = this.#access;
        const sent = sentRequest(lost, operations) ?? requestOf(lost);
        return await new HistoryLookup(calls, reader).candidates(sent, options);
    }

    async credits(options: ReadOptions = {}): Promise<Credits> {
        const { calls } = this.#access;
        const { path } = getCredits;
        return await calls.retrying(getCredits, options, (call) =>
            calls.get(getCredits, { path }, { ...call, billing: 'NOT_BILLED' }, readCredits),
        );
    }

    /** @param names those of the filters that the document has */
    async history(filters: object, names: readonly string[], options: ReadOptions = {}): Promise<HistoryPage> {
        const { calls, reader } = this.#access;
        const query = queryOf(filters, names);
        return await calls.retrying(listRequestHistory, options, (call) => reader.history(query, call));
    }

    async historyEntry(id: string, options: ReadOptions = {}): Promise<HistoryEntry> {
        const { calls, reader } = this.#access;
        checkJobId(id);
        return await calls.retrying(getRequestHistory, options, (call) => reader.historyEntry(id, call));
    }
}

/** What the caller says was sent; undefined if this says nothing of it. */
function sentRequest(lost: object, operations: Readonly<Record<string, PaidOperation>>): LostRequest | undefined {
    const { operation: name, request, additionalProperties = {}, sentAt } = (lost ?? {}) as Partial<SentRequest>;
    const operation = name !== undefined && Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined || !isObject(request) || !(sentAt instanceof Date)) {
        return undefined;
    }
    const { json } = encodeRequest(operation.schema, request, additionalProperties, false);
    return { path: operation.path, json: Buffer.from(json, 'utf8'), sentAt: sentAt.getTime() };
}

function submittedId(json: unknown): string | undefined {
    const id = readSubmittedJob(json)?.request_id;
    return isJobId(id) ? id : undefined;
}

function queryOf(filters: object, names: readonly string[]): Record<string, string> {
    if (!isObject(filters)) {
        throw invalid(listRequestHistory, 'filters must be an object, but were none');
    }
    const given = Object.entries(filters).filter(([, value]) => value !== undefined);
    const problems = [
        ...given
            .filter(([, value]) => typeof value !== 'string' && !Number.isFinite(value))
            .map(([name, value]) => `${name} must be text or a number, but was ${excerpt(value)}`),
        ...unknownOptions(filters, names),
    ];
    if (problems.length > 0) {
        throw invalid(listRequestHistory, problems.join('\n'));
    }
    return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

import type { Billing } from './billing.js';
import { failureOf } from './call-context.js';
import { NotFoundError } from './errors.js';
import type { FreeCall, FreeCalls } from './free-calls.js';
import type { HistoryEntry, HistoryPage, JobResult, JobState, JobStatus } from './models/index.js';
import type { Operation } from './operation.js';
import { getJobResult, getJobStatus, getRequestHistory, listRequestHistory } from './operations.js';
import { readHistoryEntry, readHistoryPage, readJobResult, readJobStatus } from './responses.js';

/** What one attempt may take; asked for each of its requests. */
export type NextCall = () => FreeCall;

/** Reads what the service knows of jobs. Each method makes one attempt at what it reads. */
export class JobReader {
    readonly #calls: FreeCalls;

    constructor(calls: FreeCalls) {
        this.#calls = calls;
    }

    /** The status of a job, from the history if its record has expired. */
    async status(id: string, next: NextCall): Promise<JobStatus> {
        return await this.#orFromHistory(id, next, () => this.#get(getJobStatus, id, next(), readJobStatus));
    }

    /** The result of a job, from the history if its record has expired. */
    async result(id: string, next: NextCall): Promise<JobResult> {
        return await this.#orFromHistory(id, next, () => this.#get(getJobResult, id, next(), readJobResult));
    }

    async historyEntry(id: string, call: FreeCall): Promise<HistoryEntry> {
        return await this.#get(getRequestHistory, id, call, readHistoryEntry);
    }

    async history(query: Readonly<Record<string, string>>, call: FreeCall): Promise<HistoryPage> {
        return await this.#calls.get(
            listRequestHistory,
            { path: listRequestHistory.path, query },
            call,
            readHistoryPage,
        );
    }

    async #get<T>(
        operation: Operation,
        id: string,
        call: FreeCall,
        type: (json: unknown) => T | undefined,
    ): Promise<T> {
        return await this.#calls.get(operation, { path: operation.path.replace(/\{[^}]+\}/, id) }, call, type);
    }

    async #orFromHistory<T>(id: string, next: NextCall, read: () => Promise<T>): Promise<T | JobResult> {
        try {
            return await read();
        } catch (expired) {
            if (!(expired instanceof NotFoundError)) {
                throw expired;
            }
            const call = next();
            try {
                return asResult(await this.historyEntry(id, call));
            } catch (error) {
                throw error instanceof NotFoundError ? unknownJob(id, call.billing, error) : error;
            }
        }
    }
}

function unknownJob(id: string, billing: Billing, cause: NotFoundError): NotFoundError {
    return new NotFoundError({
        ...failureOf(getRequestHistory),
        status: cause.status,
        billing,
        reason: `neither the jobs nor the history of the account have job ${id}`,
        cause,
    });
}

/** A row of the history as the result of its job, which has the properties of a status too. */
function asResult(entry: HistoryEntry): JobResult {
    return readJobResult({
        request_id: entry.request_id,
        status: entry.model_status === undefined ? undefined : asJobState(entry.model_status),
        output: entry.generation_url,
        error: entry.error,
        metrics: { cost: entry.credits_deduction },
    }) as JobResult;
}

function asJobState(state: NonNullable<HistoryEntry['model_status']>): JobState {
    return state === 'PENDING' ? 'PROCESSING' : state;
}

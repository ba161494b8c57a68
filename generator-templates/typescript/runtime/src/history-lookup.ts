import { isDeepStrictEqual } from 'node:util';
import { PixverseError } from './errors.js';
import type { FreeCall, FreeCalls } from './free-calls.js';
import { isJobId } from './job-id.js';
import { HISTORY_DELAY_MS } from './job-poller.js';
import type { JobReader } from './job-reader.js';
import { object, parse } from './json-reader.js';
import { type LostRequest, lostRequest } from './lost-request.js';
import type { HistoryEntry } from './models/index.js';
import { listRequestHistory } from './operations.js';
import type { ReadOptions } from './options.js';
import { parseUtcTime, pollSchedule } from './retry.js';

/** How far the clocks of this machine and of the service may differ, and how long a request may be on its way. */
const TOLERANCE_MS = 10 * 60 * 1_000;
const DAY_MS = 24 * 60 * 60 * 1_000;
const MAX_PAGES = 50;
const ROWS_IN_A_PAGE = 100;

/** A row of the history that may be the request whose response is lost: `job(request_id)` continues it. */
export interface JobCandidate extends HistoryEntry {
    readonly request_id: string;
}

/** The request of a failed call; fails if it can have made no video. */
export function requestOf(error: unknown): LostRequest {
    const sent = lostRequest(error);
    if (sent === undefined) {
        throw new TypeError(
            'lost must be the error of a paid call of this process that may have made a video (UNKNOWN or BILLED), or' +
                ' operation, request and sentAt (a Date) of what was sent, but was neither',
        );
    }
    return { ...sent, id: error instanceof PixverseError ? error.requestId : undefined };
}

/** Searches the history for a request whose response is lost. Never guesses: what cannot be told apart stays apart. */
export class HistoryLookup {
    readonly #calls: FreeCalls;
    readonly #reader: JobReader;

    constructor(calls: FreeCalls, reader: JobReader) {
        this.#calls = calls;
        this.#reader = reader;
    }

    /** Waits for a request to appear, because the history lags behind. */
    async candidates(sent: LostRequest, options: ReadOptions): Promise<JobCandidate[]> {
        const endsAt = performance.now() + HISTORY_DELAY_MS;
        const nextDelay = pollSchedule();
        for (;;) {
            const found = await this.#calls.retrying(listRequestHistory, options, (call) => this.#search(sent, call));
            if (found.length > 0 || performance.now() >= endsAt) {
                return found;
            }
            await this.#calls.pause(listRequestHistory, nextDelay(), { signal: options.signal, billing: 'UNKNOWN' });
        }
    }

    async #search(sent: LostRequest, call: FreeCall): Promise<JobCandidate[]> {
        const found = new Map<string, JobCandidate>();
        const modelName = sent.path.slice(sent.path.lastIndexOf('/') + 1);
        for (let page = 1; page <= MAX_PAGES; page++) {
            const query = {
                page: String(page),
                per_page: String(ROWS_IN_A_PAGE),
                // Whether the days of the history are in UTC is not known.
                from_date: day(sent.sentAt - TOLERANCE_MS - DAY_MS),
                to_date: day(sent.sentAt + TOLERANCE_MS + DAY_MS),
                model_name: modelName,
            };
            const { data } = await this.#reader.history(query, call);
            for (const row of data) {
                const { request_id: id } = row;
                if (isJobId(id) && id === sent.id) {
                    return [{ ...row, request_id: id }];
                }
                if (isJobId(id) && !found.has(id) && mayBe(sent, modelName, row)) {
                    found.set(id, { ...row, request_id: id });
                }
            }
            if (data.length < ROWS_IN_A_PAGE) {
                break;
            }
        }
        return [...found.values()];
    }
}

function day(time: number): string {
    return new Date(time).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** Whether nothing that the row says tells it from the request. */
function mayBe({ json, sentAt }: LostRequest, modelName: string, row: HistoryEntry): boolean {
    const created = parseUtcTime(row.model_created);
    return (
        (created === undefined || Math.abs(created - sentAt) <= TOLERANCE_MS) &&
        (row.model_name === undefined || row.model_name === modelName) &&
        (row.request_body === undefined || isKept(json, row.request_body))
    );
}

/** Whether every property that was sent is kept with the same value. There may be more, such as defaults. */
function isKept(json: Buffer, kept: object): boolean {
    const known = object(kept);
    return Object.entries(object(parse(json.toString('utf8'))) ?? {}).every(
        ([name, value]) => known !== undefined && Object.hasOwn(known, name) && isDeepStrictEqual(value, known[name]),
    );
}

import { JobFailedError } from './errors.js';
import type { FreeCalls } from './free-calls.js';
import { waitForVideo } from './job-poller.js';
import type { JobReader } from './job-reader.js';
import { parse } from './json-reader.js';
import type { JobResult, JobStatus } from './models/index.js';
import { getJobResult, getJobStatus } from './operations.js';
import { optionsProblem, type ReadOptions, WAIT_OPTIONS, type WaitOptions } from './options.js';
import { readJobStatus } from './responses.js';
import { invalid, type Transport } from './transport.js';
import type { Video } from './video.js';

/**
 * Called after each poll that finds the job queued or processing. One that throws is not called again: the waiting
 * continues, and its error becomes a warning of the process.
 *
 * @param elapsedMs since the job was submitted, or since this process got it by its id
 * @param typicalMs how long such a video usually takes, as published; undefined if that is not known
 */
export type JobStatusListener = (status: JobStatus, elapsedMs: number, typicalMs: number | undefined) => void;

/**
 * A job that makes a video. It runs on the service: another process can wait for it with its `id` and the client's
 * `job(id)`. Its methods cost nothing and may be repeated.
 */
export interface VideoJob {
    /** Store it: it survives a restart. */
    readonly id: string;
    /**
     * Reads the status, `FAILED` included. Where the record of the job has expired, the history of the account has it.
     *
     * @throws NotFoundError if neither the jobs nor the history have the id
     */
    status(options?: ReadOptions): Promise<JobStatus>;
    /**
     * Reads the address of the video, its cost, the remaining credits and times; no address unless the job is completed.
     * Where the record of the job has expired, the history of the account has the address and the cost.
     *
     * @throws JobFailedError if the job failed
     * @throws NotFoundError if neither the jobs nor the history have the id
     */
    result(options?: ReadOptions): Promise<JobResult>;
    /**
     * Waits for the video. Polls after one second at first and after ten later; a failure that may pass (429, 5xx,
     * timeouts, broken connections) does not end the waiting. The download is resumed where it breaks off.
     *
     * @returns the video, whose bytes are still to be received
     * @throws JobFailedError if the job failed; it is not billed
     * @throws JobTimeoutError if the deadline passed; the job continues
     * @throws AbortError if the signal was aborted; the job continues
     */
    wait(options?: WaitOptions): Promise<Video>;
}

/** What all jobs of a client share. */
export interface JobAccess {
    readonly transport: Transport;
    readonly calls: FreeCalls;
    readonly reader: JobReader;
}

export class ServiceJob implements VideoJob {
    readonly id: string;
    readonly #access: JobAccess;
    readonly #typicalMs: number | undefined;
    readonly #startedAt = performance.now();

    constructor(access: JobAccess, id: string, typicalMs: number | undefined) {
        this.id = id;
        this.#access = access;
        this.#typicalMs = typicalMs;
    }

    async status(options: ReadOptions = {}): Promise<JobStatus> {
        const { calls, reader } = this.#access;
        try {
            return await calls.retrying(getJobStatus, options, (call) => reader.status(this.id, () => call));
        } catch (error) {
            if (error instanceof JobFailedError) {
                return readJobStatus(parse(error.body)) ?? { status: 'FAILED' };
            }
            throw error;
        }
    }

    async result(options: ReadOptions = {}): Promise<JobResult> {
        const { calls, reader } = this.#access;
        return await calls.retrying(getJobResult, options, (call) => reader.result(this.id, () => call));
    }

    async wait(options: WaitOptions = {}): Promise<Video> {
        const problem = optionsProblem(options, WAIT_OPTIONS);
        if (problem !== undefined) {
            throw invalid(getJobStatus, problem);
        }
        const { onStatus } = options;
        return await waitForVideo(this.#access, this.id, {
            ...options,
            onStatus: onStatus && ((status) => onStatus(status, performance.now() - this.#startedAt, this.#typicalMs)),
        });
    }
}

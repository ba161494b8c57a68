import type { Billing } from './billing.js';
import { aborted, failureOf } from './call-context.js';
import { JobFailedError, JobTimeoutError, NotFoundError, PixverseError } from './errors.js';
import type { FreeCall } from './free-calls.js';
import { seconds } from './http.js';
import type { JobAccess } from './job.js';
import { openJobVideo } from './job-video.js';
import { harmless } from './listener.js';
import type { JobResult, JobStatus } from './models/index.js';
import { getJobStatus } from './operations.js';
import type { WaitOptions } from './options.js';
import { mayPass, orLonger, pollSchedule } from './retry.js';
import type { ReceivedVideo } from './video.js';

const DEFAULT_DEADLINE_MS = 30 * 60 * 1_000;
/** How long an unknown id may still appear: the history is delayed. */
export const HISTORY_DELAY_MS = 30_000;

/** Waits for the video of a job. */
export async function waitForVideo(
    access: JobAccess,
    id: string,
    options: Omit<WaitOptions, 'onStatus'> & { readonly onStatus: ((status: JobStatus) => void) | undefined },
): Promise<ReceivedVideo> {
    return await new JobPoller(access, id, options).run();
}

class JobPoller {
    readonly #access: JobAccess;
    readonly #id: string;
    readonly #signal: AbortSignal | undefined;
    readonly #timeoutMs: number;
    readonly #deadlineMs: number;
    readonly #endsAt: number;
    readonly #report: (status: JobStatus) => void;
    readonly #nextDelay = pollSchedule();
    /** BILLED once the job is known to be completed. */
    #billing: Billing = 'UNKNOWN';
    #result: JobResult | undefined;
    /** The last failure that may pass. */
    #failed: PixverseError | undefined;
    #unknownSince: number | undefined;

    constructor(access: JobAccess, id: string, options: Parameters<typeof waitForVideo>[2]) {
        this.#access = access;
        this.#id = id;
        this.#signal = options.signal;
        this.#timeoutMs = access.calls.timeoutMs(getJobStatus, options);
        this.#deadlineMs = options.deadlineMs ?? DEFAULT_DEADLINE_MS;
        this.#endsAt = performance.now() + this.#deadlineMs;
        this.#report = harmless(options.onStatus);
    }

    async run(): Promise<ReceivedVideo> {
        for (;;) {
            if (this.#signal?.aborted) {
                throw aborted(getJobStatus, this.#billing, this.#signal);
            }
            this.#requireTime();
            const delay = await this.#step();
            if (typeof delay !== 'number') {
                return delay;
            }
            const { calls } = this.#access;
            await calls.pause(getJobStatus, Math.max(0, Math.min(delay, this.#leftMs)), this.#nextCall());
        }
    }

    /** The video, or the delay before the next step. */
    async #step(): Promise<ReceivedVideo | number> {
        try {
            return (await this.#isCompleted()) ? await this.#open() : this.#nextDelay();
        } catch (error) {
            if (!(error instanceof PixverseError) || !this.#mayPass(error)) {
                throw error;
            }
            // Keeps the failure before: a request that the deadline ends has no other cause.
            this.#failed = this.#failed === undefined || this.#leftMs >= 1 ? error : this.#failed;
            return orLonger(this.#nextDelay(), error);
        }
    }

    /** Polls the status unless the job is known to be completed; reports any other state. */
    async #isCompleted(): Promise<boolean> {
        if (this.#billing === 'BILLED') {
            return true;
        }
        const status = await this.#access.reader.status(this.#id, () => this.#nextCall());
        this.#unknownSince = undefined;
        const { status: state = 'PROCESSING', error = 'the service gave no reason' } = status;
        if (state === 'FAILED') {
            throw new JobFailedError({
                ...failureOf(getJobStatus),
                billing: 'NOT_BILLED',
                reason: `job ${this.#id} failed: ${error}`,
            });
        }
        if (state === 'COMPLETED') {
            this.#billing = 'BILLED';
            return true;
        }
        this.#report(status);
        return false;
    }

    async #open(): Promise<ReceivedVideo> {
        this.#result ??= await this.#access.reader.result(this.#id, () => this.#nextCall());
        return await openJobVideo(this.#access.transport, this.#id, this.#result, {
            timeoutMs: this.#timeoutMs,
            signal: this.#signal,
            firstByteBy: this.#endsAt,
        });
    }

    #mayPass(failure: PixverseError): boolean {
        if (!(failure instanceof NotFoundError) || this.#billing === 'BILLED') {
            return mayPass(failure);
        }
        this.#unknownSince ??= performance.now();
        return performance.now() - this.#unknownSince < HISTORY_DELAY_MS;
    }

    get #leftMs(): number {
        return this.#endsAt - performance.now();
    }

    #requireTime(): void {
        if (this.#leftMs < 1) {
            throw new JobTimeoutError(
                {
                    ...failureOf(getJobStatus),
                    billing: this.#billing,
                    reason: `job ${this.#id} had no video within ${seconds(this.#deadlineMs)}, but continues`,
                    cause: this.#failed,
                },
                this.#id,
            );
        }
    }

    /** No request outlasts the deadline. */
    #nextCall(): FreeCall {
        const timeoutMs = Math.max(1, Math.min(this.#timeoutMs, this.#leftMs));
        return { timeoutMs, signal: this.#signal, billing: this.#billing };
    }
}

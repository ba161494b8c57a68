import { pause } from './abort.js';
import type { Billing } from './billing.js';
import { aborted, failureOf } from './call-context.js';
import { AbortError, InvalidRequestError, PixverseError } from './errors.js';
import { type LostRequest, remember } from './lost-request.js';
import type { PaidOperation, VideoOperation } from './operation.js';
import {
    type CallOptions,
    isObject,
    optionsProblem,
    PAID_OPTIONS,
    type SavingCallOptions,
    type SubmitOptions,
    VIDEO_OPTIONS,
} from './options.js';
import { encodeRequest } from './request-schema.js';
import { readVideo } from './response-handler.js';
import { mayRetry, retryDelayMs } from './retry.js';
import { type Exchange, invalid, type Transport } from './transport.js';
import type { ReceivedVideo, SavedVideo, Video } from './video.js';
import { VideoSaver } from './video-saver.js';

/** From the best to the worst for the bill. */
const BILLINGS: readonly Billing[] = ['NOT_SENT', 'NOT_BILLED', 'UNKNOWN', 'BILLED'];

/** Makes paid calls: checks, sends at most once, and retries only what was certainly not billed. */
export class Caller {
    readonly #transport: Transport;

    constructor(transport: Transport) {
        this.#transport = transport;
    }

    /** Makes a video, and waits for it. */
    async call(
        operation: VideoOperation,
        request: object,
        options: CallOptions | SavingCallOptions = {},
    ): Promise<Video | SavedVideo> {
        const body = this.#check(operation, request, options, VIDEO_OPTIONS);
        const { saveTo, onProgress } = options as Partial<SavingCallOptions>;
        if (saveTo === undefined) {
            return await this.#callWithRetries(operation, body, options, readVideo);
        }
        const saver = new VideoSaver(saveTo);
        await saver.reserve(operation.id);
        let video: ReceivedVideo;
        try {
            video = await this.#callWithRetries(operation, body, options, readVideo);
        } catch (error) {
            await saver.release();
            throw error;
        }
        return await video.saveWith(saver, onProgress);
    }

    /** Makes a call that does not return a video itself. */
    async submit<T>(
        operation: PaidOperation,
        request: object,
        options: SubmitOptions,
        read: (exchange: Exchange) => Promise<T>,
    ): Promise<T> {
        const body = this.#check(operation, request, options, PAID_OPTIONS);
        return await this.#callWithRetries(operation, body, options, read);
    }

    /** The body to send; fails if there is nothing to send. */
    #check(operation: PaidOperation, request: object, options: SubmitOptions, names: typeof PAID_OPTIONS): Buffer {
        const problem = optionsProblem(options, names);
        if (problem !== undefined) {
            throw invalid(operation, problem);
        }
        const body = encode(operation, request, options, this.#transport.settings.validateRequests);
        if (options.signal?.aborted) {
            throw aborted(operation, 'NOT_SENT', options.signal);
        }
        return body;
    }

    async #callWithRetries<T>(
        operation: PaidOperation,
        body: Buffer,
        options: SubmitOptions,
        read: (exchange: Exchange, sent: LostRequest) => Promise<T>,
    ): Promise<T> {
        const { settings } = this.#transport;
        const { maxRetries = settings.maxRetries, signal } = options;
        const timeoutMs = options.timeoutMs ?? settings.timeoutMs ?? operation.timeoutMs;
        const endsAt = performance.now() + timeoutMs;
        let failed: PixverseError | undefined;
        for (let retry = 1; ; retry++) {
            const sent: LostRequest = { path: operation.path, json: body, sentAt: Date.now() };
            try {
                const message = { path: operation.path, body, timeoutMs, signal };
                return await read(await this.#transport.send(operation, message), sent);
            } catch (error) {
                if (error instanceof AbortError && failed !== undefined) {
                    throw remember(aborted(operation, worse(error.billing, failed.billing), signal), sent);
                }
                if (!(error instanceof PixverseError)) {
                    throw remember(error, sent);
                }
                failed = worst(failed, remember(error, sent));
                const delay = retryDelayMs(retry, error, Math.random());
                // Each attempt has the whole timeout before it, and none starts later than one timeout after the first.
                if (retry > maxRetries || !mayRetry(error) || performance.now() + delay >= endsAt) {
                    throw failed;
                }
                try {
                    await pause(delay, signal);
                } catch {
                    throw aborted(operation, failed.billing, signal);
                }
            }
        }
    }
}

function encode(operation: PaidOperation, request: object, options: SubmitOptions, validate: boolean): Buffer {
    if (!isObject(request)) {
        throw invalid(operation, 'request must be an object, but was none');
    }
    const { json, violations } = encodeRequest(operation.schema, request, options.additionalProperties ?? {}, validate);
    if (violations.length > 0) {
        const lines = violations.map(({ message }) => `\n  ${message}`).join('');
        throw new InvalidRequestError(
            {
                ...failureOf(operation),
                reason: `the request breaks the rules of the document:${lines}\n `,
                billing: 'NOT_SENT',
            },
            violations,
        );
    }
    return Buffer.from(json, 'utf8');
}

/** The failure with the worst billing. Of equals it is the first, unless the later one says why there is no further attempt. */
function worst(before: PixverseError | undefined, failure: PixverseError): PixverseError {
    if (before === undefined || worse(before.billing, failure.billing) !== before.billing) {
        return failure;
    }
    return before.billing === failure.billing && !mayRetry(failure) ? failure : before;
}

function worse(left: Billing, right: Billing): Billing {
    return BILLINGS.indexOf(left) >= BILLINGS.indexOf(right) ? left : right;
}

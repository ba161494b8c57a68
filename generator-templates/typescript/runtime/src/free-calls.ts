import { pause, SignalAbortedError } from './abort.js';
import type { Billing } from './billing.js';
import { aborted, failureOf, truncated } from './call-context.js';
import { reasonIn } from './error-body.js';
import { PixverseError, UnexpectedResponseError } from './errors.js';
import { parse } from './json-reader.js';
import type { Operation } from './operation.js';
import { optionsProblem, READ_OPTIONS, type ReadOptions } from './options.js';
import { metadataOf, refusal } from './response-handler.js';
import { mayPass, orLonger, pollSchedule } from './retry.js';
import { type Exchange, invalid, type Message, msUntil, type Transport } from './transport.js';

const MAX_BYTES = 16 * 1024 * 1024;

/** One attempt at a call that costs nothing. */
export interface FreeCall {
    readonly timeoutMs: number;
    readonly signal: AbortSignal | undefined;
    /** What is known of the bill of what the call is about. */
    readonly billing: Billing;
}

/** Makes calls that cost nothing. */
export class FreeCalls {
    readonly #transport: Transport;

    constructor(transport: Transport) {
        this.#transport = transport;
    }

    /** The timeout of one request. */
    timeoutMs(operation: Operation, { timeoutMs }: { readonly timeoutMs?: number | undefined }): number {
        return timeoutMs ?? this.#transport.settings.timeoutMs ?? operation.timeoutMs;
    }

    /**
     * Makes one attempt, which takes no longer than its timeout.
     *
     * @param type reads the JSON of a successful response; undefined if it is something else
     */
    async get<T>(
        operation: Operation,
        target: Pick<Message, 'path' | 'query'>,
        { timeoutMs, signal, billing }: FreeCall,
        type: (json: unknown) => T | undefined,
    ): Promise<T> {
        const endsAt = performance.now() + timeoutMs;
        const message = { ...target, timeoutMs, endsAt, signal, knownBilling: billing };
        return await readJson(await this.#transport.send(operation, message), type);
    }

    /**
     * Reads, and again after a failure that may pass, as often as the options allow.
     *
     * @param read makes one attempt
     */
    async retrying<T>(operation: Operation, options: ReadOptions, read: (call: FreeCall) => Promise<T>): Promise<T> {
        const problem = optionsProblem(options, READ_OPTIONS);
        if (problem !== undefined) {
            throw invalid(operation, problem);
        }
        const { signal, maxRetries = this.#transport.settings.maxRetries } = options;
        const call: FreeCall = { timeoutMs: this.timeoutMs(operation, options), signal, billing: 'UNKNOWN' };
        const nextDelay = pollSchedule();
        for (let retry = 0; ; retry++) {
            if (signal?.aborted) {
                throw aborted(operation, 'NOT_SENT', signal);
            }
            try {
                return await read(call);
            } catch (error) {
                if (!(error instanceof PixverseError) || retry >= maxRetries || !mayPass(error)) {
                    throw error;
                }
                await this.pause(operation, orLonger(nextDelay(), error), call);
            }
        }
    }

    async pause(
        operation: Operation,
        delayMs: number,
        { signal, billing }: Omit<FreeCall, 'timeoutMs'>,
    ): Promise<void> {
        try {
            await pause(delayMs, signal);
        } catch (error) {
            throw error instanceof SignalAbortedError ? aborted(operation, billing, signal) : error;
        }
    }
}

/**
 * The JSON of a successful response.
 *
 * @param expected completes "the response must be …"
 */
export async function readJson<T>(
    { context, response, endsAt }: Exchange,
    type: (json: unknown) => T | undefined,
    expected = 'the documented JSON',
): Promise<T> {
    const { operation, redactor, knownBilling } = context;
    if (!response.isSuccessful) {
        throw await refusal(context, response, msUntil(endsAt));
    }
    const metadata = metadataOf(response, redactor);
    let text: string;
    try {
        text = (await response.readBody(MAX_BYTES, endsAt)).toString('utf8');
    } catch (error) {
        throw truncated(context, metadata, 'the response broke off', error);
    }
    const body = redactor.redact(text);
    const value = type(parse(body));
    if (value === undefined) {
        throw new UnexpectedResponseError({
            ...failureOf(operation),
            status: response.status,
            requestId: metadata.requestId,
            billing: knownBilling ?? 'UNKNOWN',
            body,
            reason: `the response must be ${expected}, but was: ${reasonIn(text, redactor)}`,
        });
    }
    return value;
}

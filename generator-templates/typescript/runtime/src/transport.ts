import type { Socket } from 'node:net';
import { SignalAbortedError, unlessAborted } from './abort.js';
import { apiKeyProblem } from './api-key.js';
import type { Billing } from './billing.js';
import { aborted, type CallContext, failureOf, noResponse } from './call-context.js';
import { ConnectionError, InvalidRequestError } from './errors.js';
import { ConnectFailure, connect, type HttpResponse, type RequestBody, send } from './http.js';
import { errorText, KeyRedactor } from './key-redactor.js';
import type { Operation, Service } from './operation.js';
import type { Settings } from './options.js';

/** What one request is to send, and how long it may take. */
export interface Message {
    readonly path: string;
    /** Names and values of the query. */
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: RequestBody;
    readonly timeoutMs: number;
    /** The time of performance.now() at which everything must be over; undefined: the timeout starts with the request. */
    readonly endsAt?: number;
    readonly signal: AbortSignal | undefined;
    /** As in CallContext. */
    readonly knownBilling?: Billing | undefined;
}

/** A response and what belongs to it. */
export interface Exchange {
    readonly context: CallContext;
    readonly response: HttpResponse;
    /** The time of performance.now() at which the timeout ends. */
    readonly endsAt: number;
}

const INSECURE = new WeakSet<Error>();

/** Whether a server was reached, but without a secure connection: that is the same at the next attempt. */
export function isInsecure(error: Error): boolean {
    return INSECURE.has(error);
}

/** Sends single requests to the service, with the key. */
export class Transport {
    readonly settings: Settings;
    readonly #service: Service;

    constructor(settings: Settings, service: Service) {
        this.settings = settings;
        this.#service = service;
    }

    /** Where an operation is: at the base URL if one is set, else where the document has it. */
    server(operation: Operation): URL {
        const { baseUrl } = this.settings;
        return new URL(baseUrl === this.#service.baseUrl ? operation.server : baseUrl);
    }

    /** Sends one request, once. */
    async send(operation: Operation, message: Message): Promise<Exchange> {
        const { path, query, body, timeoutMs, signal, knownBilling } = message;
        const server = this.server(operation);
        const key = await this.#apiKey(operation, signal);
        const { connectTimeoutMs } = this.settings;
        const redactor = new KeyRedactor(key);
        const context: CallContext = {
            operation,
            redactor,
            server,
            timeoutMs,
            connectTimeoutMs,
            signal,
            knownBilling,
        };
        const url = new URL(server.pathname.replace(/\/+$/, '') + path, server);
        url.search = String(new URLSearchParams(query));
        const socket = await connectTo(context, message.endsAt);
        const endsAt = message.endsAt ?? performance.now() + timeoutMs;
        try {
            const response = await send(
                socket,
                {
                    method: operation.method,
                    url,
                    headers: {
                        Accept: operation.accept,
                        'Accept-Encoding': 'identity',
                        ...(body === undefined
                            ? {}
                            : { 'Content-Type': 'application/json', 'Content-Length': String(body.length) }),
                        'User-Agent': this.#service.userAgent,
                        [this.#service.apiKeyHeader]: key,
                    },
                    body,
                },
                msUntil(endsAt),
                signal,
            );
            return { context, response, endsAt };
        } catch (error) {
            throw noResponse(context, error);
        }
    }

    async #apiKey(operation: Operation, signal: AbortSignal | undefined): Promise<string> {
        let key: string;
        try {
            key = await unlessAborted(async () => await this.settings.apiKey(), signal);
        } catch (error) {
            if (error instanceof SignalAbortedError) {
                throw aborted(operation, 'NOT_SENT', signal);
            }
            // Its text may hold the key.
            const thrown = error instanceof Error ? error.constructor.name : typeof error;
            throw invalid(operation, `apiKey must come from the function, but it threw ${thrown}`);
        }
        const problem = apiKeyProblem(key);
        if (problem !== undefined) {
            throw invalid(operation, problem);
        }
        return key.trim();
    }
}

/** At least one, because less is no timeout at all. */
export function msUntil(endsAt: number): number {
    return Math.max(1, endsAt - performance.now());
}

/** The error of a call that was not sent, because something was wrong with it. */
export function invalid(operation: Operation, reason: string): InvalidRequestError {
    return new InvalidRequestError({ ...failureOf(operation), reason, billing: 'NOT_SENT' });
}

async function connectTo(context: CallContext, endsAt: number | undefined): Promise<Socket> {
    const { operation, server, timeoutMs, connectTimeoutMs, signal, knownBilling = 'NOT_SENT' } = context;
    try {
        const longestMs = endsAt === undefined ? timeoutMs : msUntil(endsAt);
        const socket = await connect(server, Math.min(connectTimeoutMs, longestMs), signal);
        if (signal?.aborted) {
            socket.destroy();
            throw new SignalAbortedError();
        }
        return socket;
    } catch (error) {
        if (error instanceof SignalAbortedError) {
            throw aborted(operation, knownBilling, signal);
        }
        throw connectionError(context, error);
    }
}

/** The error of a connection that could not be made. */
export function connectionError(context: CallContext, error: unknown): ConnectionError {
    const { operation, redactor, knownBilling = 'NOT_SENT' } = context;
    const cause = error instanceof ConnectFailure ? error.cause : error;
    const failure = new ConnectionError({
        ...failureOf(operation),
        billing: knownBilling,
        reason: `${connectProblem(error)} (${redactor.redactLine(errorText(cause))})`,
        cause: redactor.redactError(cause),
    });
    if (error instanceof ConnectFailure && error.isTls) {
        INSECURE.add(failure);
    }
    return failure;
}

function connectProblem(error: unknown): string {
    if (error instanceof ConnectFailure && error.isTls) {
        return 'no secure connection could be made';
    }
    const cause = error instanceof ConnectFailure ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'the host is not known' : 'no connection could be made';
}

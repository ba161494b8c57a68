import { mayLinkTo, parseUrl } from './base-url.js';
import { type CallContext, truncated } from './call-context.js';
import { reasonIn, videoAddressIn } from './error-body.js';
import { AbortError, type Failure, statusError, UnexpectedResponseError } from './errors.js';
import { connect, DeadlineError, type HttpResponse, SignalAbortedError, send } from './http.js';
import { errorText, type KeyRedactor } from './key-redactor.js';
import { readMetadata, type VideoMetadata } from './metadata.js';
import { isMp4, MP4_SIGNATURE_LENGTH } from './mp4-boxes.js';
import { retryAfterMs } from './retry.js';
import { ReceivedVideo } from './video.js';
import { VideoBytes } from './video-bytes.js';

const PARTIAL_CONTENT = 206;
const MAX_SHOWN_BYTES = 32;
const MAX_DOWNLOAD_ATTEMPTS = 5;

/**
 * Tells videos from failures: by status, then by media type, then by the first bytes.
 *
 * @param firstByteBy the time of performance.now() at which the timeout of the call ends
 */
export async function readVideo(
    context: CallContext,
    response: HttpResponse,
    firstByteBy: number,
): Promise<ReceivedVideo> {
    const { operation, redactor } = context;
    const metadata = readMetadata(response.status, redactedHeaders(response, redactor));
    const failure = { operation: operation.id, status: response.status, requestId: metadata.requestId };
    if (!isSuccessful(response)) {
        throw await refusal(context, response, failure);
    }
    const problem = framingProblem(response);
    if (problem !== undefined) {
        response.destroy();
        throw new UnexpectedResponseError({
            ...failure,
            reason: `the response must be a video, but was ${redactor.redactLine(problem)}`,
            billing: isAnnouncedVideo(response) ? 'BILLED' : 'UNKNOWN',
        });
    }
    let head: Buffer[];
    try {
        head = await readHead(response, firstByteBy, context.timeoutMs);
    } catch (error) {
        response.destroy();
        throw truncated(context, metadata, 'the response broke off at its start', error);
    }
    return isVideo(response, head)
        ? received(context, metadata, response, head)
        : await followAddress(context, metadata, response, head, failure);
}

function received(
    context: CallContext,
    metadata: VideoMetadata,
    response: HttpResponse,
    head: readonly Buffer[],
): ReceivedVideo {
    const contentType = context.redactor.redactLine(response.header('content-type') ?? '');
    const bytes = new VideoBytes(response, head, contentType, context.timeoutMs, (cause, progress) =>
        truncated(
            context,
            metadata,
            `the service had finished the video, but its transfer broke off after ${progress}`,
            cause,
        ),
    );
    return new ReceivedVideo(context, metadata, bytes);
}

function isSuccessful(response: HttpResponse): boolean {
    return response.status >= 200 && response.status < 300;
}

function redactedHeaders(response: HttpResponse, redactor: KeyRedactor): Headers {
    const headers = new Headers();
    for (const [name, value] of response.headers) {
        try {
            headers.set(name, redactor.redactLine(value));
        } catch {
            // The parser of some versions accepts names that Headers rejects; that must not lose a paid video.
        }
    }
    return headers;
}

async function refusal(
    context: CallContext,
    response: HttpResponse,
    failure: { operation: string; requestId: string | undefined },
): Promise<Error> {
    const { operation, redactor, signal } = context;
    const fact = operation.statuses[response.status];
    const retryAfter = retryAfterMs((name) => response.header(name), operation.resetHeaders, Date.now());
    try {
        const body = (await response.readErrorBody()).toString('utf8');
        return statusError(fact, response.status, {
            ...failure,
            reason: reasonIn(body, redactor),
            body: redactor.redact(body),
            retryAfterMs: retryAfter,
        });
    } catch (error) {
        if (error instanceof SignalAbortedError) {
            return new AbortError(operation.id, fact?.billing ?? 'UNKNOWN', signal?.reason);
        }
        throw error;
    }
}

/** Why the body of a successful response is not a whole video as it is; undefined if nothing says so. */
function framingProblem(response: HttpResponse): string | undefined {
    if (response.status === PARTIAL_CONTENT) {
        return 'a part of a video (206), although no part was requested';
    }
    const transfer = response.header('transfer-encoding');
    if (transfer !== undefined && transfer.trim().toLowerCase() !== 'chunked') {
        return `a body whose transfer encoding is ${transfer}, which cannot be decoded`;
    }
    const content = response.header('content-encoding');
    return content === undefined || content.trim().toLowerCase() === 'identity'
        ? undefined
        : `a body whose content encoding is ${content}, which cannot be decoded`;
}

function isAnnouncedVideo(response: HttpResponse): boolean {
    return response.mediaType.startsWith('video/');
}

/** Reads enough of a body to judge it. A body that breaks off is judged as it is, unless it was announced as a video. */
async function readHead(response: HttpResponse, firstByteBy: number, timeoutMs: number): Promise<Buffer[]> {
    const head: Buffer[] = [];
    let length = 0;
    const needed = isAnnouncedVideo(response) ? 1 : MP4_SIGNATURE_LENGTH;
    try {
        while (length < needed) {
            const chunk = await response.read(length === 0 ? Math.max(1, firstByteBy - performance.now()) : timeoutMs);
            if (chunk === undefined) {
                break;
            }
            head.push(chunk);
            length += chunk.length;
        }
    } catch (error) {
        if (isAnnouncedVideo(response) || error instanceof DeadlineError || error instanceof SignalAbortedError) {
            throw error;
        }
    }
    return head;
}

function isVideo(response: HttpResponse, head: readonly Buffer[]): boolean {
    return (isAnnouncedVideo(response) && head.length > 0) || isMp4(Buffer.concat(head));
}

/** A successful response without a video may say where the video is. */
async function followAddress(
    context: CallContext,
    metadata: VideoMetadata,
    response: HttpResponse,
    head: readonly Buffer[],
    known: Omit<Failure, 'reason' | 'billing'>,
): Promise<ReceivedVideo> {
    const { redactor, operation, signal, server } = context;
    let body: Buffer;
    try {
        body = await response.readErrorBody(head);
    } catch {
        throw new AbortError(operation.id, 'UNKNOWN', signal?.reason);
    }
    if (!response.mediaType.endsWith('json')) {
        throw new UnexpectedResponseError({
            ...known,
            billing: 'UNKNOWN',
            reason: `the response must be a video, but was ${describe(response, body, redactor)}`,
        });
    }
    const json = body.toString('utf8');
    const address = videoAddressIn(json);
    const url = address === undefined ? undefined : parseUrl(address);
    const failure = { ...known, body: redactor.redact(json) };
    if (address === undefined || url === undefined || !mayLinkTo(server, url)) {
        throw new UnexpectedResponseError({
            ...failure,
            billing: 'UNKNOWN',
            reason: `the response must be a video, but was JSON: ${reasonIn(json, redactor)}`,
        });
    }
    const reason = `the video is finished at ${redactor.redactLine(address)}, but could not be downloaded`;
    return await download(context, metadata, url, { ...failure, billing: 'BILLED', reason });
}

/**
 * Requests may be repeated here: the video is made and billed. The key is not sent, and redirects to safe addresses
 * only are followed.
 *
 * @param failure to report if no attempt succeeds
 */
async function download(
    context: CallContext,
    metadata: VideoMetadata,
    address: URL,
    failure: Failure,
): Promise<ReceivedVideo> {
    const { redactor, operation, signal, timeoutMs } = context;
    let next = address;
    let cause: unknown;
    for (let attempt = 0; attempt < MAX_DOWNLOAD_ATTEMPTS; attempt++) {
        let response: HttpResponse | undefined;
        try {
            response = await requestFile(context, next);
            if (isSuccessful(response) && framingProblem(response) === undefined) {
                const head = await readHead(response, performance.now() + timeoutMs, timeoutMs);
                if (isVideo(response, head)) {
                    return received(context, metadata, response, head);
                }
            }
            cause = new Error(`status ${response.status} without a whole video`);
            next = redirect(context.server, response, next);
        } catch (error) {
            if (error instanceof SignalAbortedError) {
                throw new AbortError(operation.id, failure.billing, signal?.reason);
            }
            cause = error;
        }
        response?.destroy();
    }
    throw new UnexpectedResponseError({
        ...failure,
        reason: `${failure.reason} (${redactor.redactLine(errorText(cause))})`,
        cause: redactor.redactError(cause),
    });
}

async function requestFile({ timeoutMs, connectTimeoutMs, signal }: CallContext, url: URL): Promise<HttpResponse> {
    const socket = await connect(url, connectTimeoutMs, signal);
    const headers = { Accept: '*/*', 'Accept-Encoding': 'identity' };
    return await send(socket, { method: 'GET', url, headers }, timeoutMs, signal);
}

function redirect(server: URL, response: HttpResponse, from: URL): URL {
    const location = response.header('location');
    const isRedirect = response.status >= 300 && response.status < 400 && location !== undefined;
    const to = isRedirect ? parseUrl(location, from) : undefined;
    return to !== undefined && mayLinkTo(server, to) ? to : from;
}

function describe(response: HttpResponse, body: Buffer, redactor: KeyRedactor): string {
    const type = response.mediaType === '' ? 'bytes without a media type' : (response.header('content-type') ?? '');
    return redactor.redactLine(type) + (body.length === 0 ? ', empty' : `, starting with ${beginning(body, redactor)}`);
}

/** Redacted as a whole and cut afterwards, so that no part of the key is left at the cut. */
function beginning(body: Buffer, redactor: KeyRedactor): string {
    const first = body.subarray(0, MAX_SHOWN_BYTES);
    return /^[ -~\r\n\t]*$/.test(first.toString('latin1'))
        ? JSON.stringify(redactor.redactLine(body.toString('latin1')).slice(0, MAX_SHOWN_BYTES))
        : `bytes ${first.toString('hex')}`;
}

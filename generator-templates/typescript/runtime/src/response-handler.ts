import { SignalAbortedError } from './abort.js';
import { mayLinkTo, parseUrl } from './base-url.js';
import { aborted, type CallContext, failureOf, truncated } from './call-context.js';
import { reasonIn, videoAddressIn } from './error-body.js';
import { type Failure, statusError, UnexpectedResponseError } from './errors.js';
import { FileDownload, ResumingTransfer, redirectTarget } from './file-download.js';
import { DeadlineError, type HttpResponse } from './http.js';
import { errorText, type KeyRedactor } from './key-redactor.js';
import { type LostRequest, remember } from './lost-request.js';
import { readMetadata, type VideoMetadata } from './metadata.js';
import { isMp4, MP4_SIGNATURE_LENGTH } from './mp4-boxes.js';
import { retryAfterMs } from './retry.js';
import { type Exchange, msUntil } from './transport.js';
import { ReceivedVideo } from './video.js';
import { type ByteSource, VideoBytes } from './video-bytes.js';

const PARTIAL_CONTENT = 206;
const MAX_SHOWN_BYTES = 32;
const MAX_DOWNLOAD_ATTEMPTS = 5;

/** Tells videos from failures: by status, then by media type, then by the first bytes. */
export async function readVideo({ context, response, endsAt }: Exchange, sent: LostRequest): Promise<ReceivedVideo> {
    const { operation, redactor } = context;
    const metadata = metadataOf(response, redactor);
    const failure = { ...failureOf(operation), status: response.status, requestId: metadata.requestId };
    if (!response.isSuccessful) {
        throw await refusal(context, response);
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
        head = await readHead(response, endsAt, context.timeoutMs);
    } catch (error) {
        response.destroy();
        throw truncated(context, metadata, 'the response broke off at its start', error);
    }
    return isVideo(response, head)
        ? received(context, metadata, response, response, head, sent)
        : await followAddress(context, metadata, response, head, failure, sent);
}

function received(
    context: CallContext,
    metadata: VideoMetadata,
    response: HttpResponse,
    transfer: ByteSource,
    head: readonly Buffer[],
    sent: LostRequest,
): ReceivedVideo {
    const contentType = context.redactor.redactLine(response.header('content-type') ?? '');
    const bytes = new VideoBytes(transfer, head, contentType, context.timeoutMs, (cause, progress) => {
        const reason = `the service had finished the video, but its transfer broke off after ${progress}`;
        return remember(truncated(context, metadata, reason, cause), sent);
    });
    return new ReceivedVideo(context, metadata, bytes, sent);
}

/** What the headers of a response say, with the key redacted. */
export function metadataOf(response: HttpResponse, redactor: KeyRedactor): VideoMetadata {
    const headers = new Headers();
    for (const [name, value] of response.headers) {
        try {
            headers.set(name, redactor.redactLine(value));
        } catch {
            // The parser of some versions accepts names that Headers rejects; that must not lose a paid video.
        }
    }
    return readMetadata(response.status, headers);
}

/**
 * The error of a response that is not successful.
 *
 * @param maxMs how long to wait for its text
 */
export async function refusal(context: CallContext, response: HttpResponse, maxMs?: number): Promise<Error> {
    const { operation, redactor, signal, knownBilling } = context;
    const { status } = response;
    const fact = operation.statuses[status];
    // A failed job is known not to be billed; every other refusal of a free call says nothing of the job.
    const billing = (fact?.error === 'JobFailed' ? fact.billing : (knownBilling ?? fact?.billing)) ?? 'UNKNOWN';
    const retryAfter = retryAfterMs((name) => response.header(name), operation.resetHeaders, Date.now());
    try {
        const body = (await response.readErrorBody([], maxMs)).toString('utf8');
        return statusError(fact?.error, {
            ...failureOf(operation),
            status,
            requestId: metadataOf(response, redactor).requestId,
            billing,
            reason: reasonIn(body, redactor),
            body: redactor.redact(body),
            retryAfterMs: retryAfter,
        });
    } catch (error) {
        if (error instanceof SignalAbortedError) {
            return aborted(operation, billing, signal);
        }
        throw error;
    }
}

/** Why the body of a successful response is not a whole video as it is; undefined if nothing says so. */
export function framingProblem(response: HttpResponse): string | undefined {
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

/**
 * Reads enough of a body to judge it. A body that breaks off is judged as it is, unless it was announced as a video.
 *
 * @param firstByteBy the time of performance.now() at which there must be a byte
 */
export async function readHead(response: HttpResponse, firstByteBy: number, timeoutMs: number): Promise<Buffer[]> {
    const head: Buffer[] = [];
    let length = 0;
    const needed = isAnnouncedVideo(response) ? 1 : MP4_SIGNATURE_LENGTH;
    try {
        while (length < needed) {
            const chunk = await response.read(length === 0 ? msUntil(firstByteBy) : timeoutMs);
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

export function isVideo(response: HttpResponse, head: readonly Buffer[]): boolean {
    return (isAnnouncedVideo(response) && head.length > 0) || isMp4(Buffer.concat(head));
}

/** A successful response without a video may say where the video is. */
async function followAddress(
    context: CallContext,
    metadata: VideoMetadata,
    response: HttpResponse,
    head: readonly Buffer[],
    known: Omit<Failure, 'reason' | 'billing'>,
    sent: LostRequest,
): Promise<ReceivedVideo> {
    const { redactor, operation, signal, server } = context;
    let body: Buffer;
    try {
        body = await response.readErrorBody(head);
    } catch {
        throw aborted(operation, 'UNKNOWN', signal);
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
    return await download(context, metadata, url, { ...failure, billing: 'BILLED', reason }, sent);
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
    sent: LostRequest,
): Promise<ReceivedVideo> {
    const { redactor, operation, signal, timeoutMs } = context;
    let next = address;
    let cause: unknown;
    for (let attempt = 0; attempt < MAX_DOWNLOAD_ATTEMPTS; attempt++) {
        let response: HttpResponse | undefined;
        try {
            const file = new FileDownload(context, next);
            response = await file.requestOnce(next, performance.now() + context.connectTimeoutMs + timeoutMs, signal);
            if (response.isSuccessful && framingProblem(response) === undefined) {
                const head = await readHead(response, performance.now() + timeoutMs, timeoutMs);
                if (isVideo(response, head)) {
                    return received(
                        context,
                        metadata,
                        response,
                        new ResumingTransfer(file, response, head, signal),
                        head,
                        sent,
                    );
                }
            }
            cause = new Error(`status ${response.status} without a whole video`);
            next = redirectTarget(context.server, response, next) ?? next;
        } catch (error) {
            if (error instanceof SignalAbortedError) {
                throw aborted(operation, failure.billing, signal);
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

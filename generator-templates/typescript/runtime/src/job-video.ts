import { mayLinkTo, parseUrl } from './base-url.js';
import { type CallContext, failureOf, noResponse, truncated } from './call-context.js';
import { type PixverseError, ServerError, UnexpectedResponseError } from './errors.js';
import { FileDownload, ResumingTransfer } from './file-download.js';
import { ConnectFailure, type HttpResponse } from './http.js';
import { KeyRedactor } from './key-redactor.js';
import type { JobResult } from './models/index.js';
import { getJobResult } from './operations.js';
import { framingProblem, isVideo, metadataOf, readHead } from './response-handler.js';
import { connectionError, type Transport } from './transport.js';
import { ReceivedVideo } from './video.js';
import { VideoBytes } from './video-bytes.js';

const FORBIDDEN = 403;
const NOT_FOUND = 404;
const GONE = 410;

export interface JobVideoOptions {
    /** Until the response, and then between bytes. */
    readonly timeoutMs: number;
    readonly signal: AbortSignal | undefined;
    /** The time of performance.now() at which there must be a byte. */
    readonly firstByteBy: number;
}

/** Opens the video of a completed job: one attempt; a transfer that has begun is resumed. */
export async function openJobVideo(
    transport: Transport,
    id: string,
    result: JobResult,
    { timeoutMs, signal, firstByteBy }: JobVideoOptions,
): Promise<ReceivedVideo> {
    const context: CallContext = {
        operation: getJobResult,
        // The host of the file does not know the key.
        redactor: new KeyRedactor(''),
        server: transport.server(getJobResult),
        timeoutMs,
        connectTimeoutMs: transport.settings.connectTimeoutMs,
        signal,
        knownBilling: 'BILLED',
    };
    const file = new FileDownload(context, addressIn(context, id, result));
    const what = `the video of job ${id} at ${file.address}`;
    const response = await requestFile(context, file, firstByteBy);
    const metadata = metadataOf(response, context.redactor);
    let head: readonly Buffer[];
    try {
        head = response.isSuccessful
            ? await readHead(response, Math.min(firstByteBy, performance.now() + timeoutMs), timeoutMs)
            : [];
    } catch (error) {
        response.destroy();
        throw truncated(context, metadata, `${what} broke off at its start`, error);
    }
    const problem = problemOf(response, head);
    if (problem !== undefined) {
        response.destroy();
        throw refused(response, `${what} ${problem}`);
    }
    const bytes = new VideoBytes(
        new ResumingTransfer(file, response, head, signal),
        head,
        context.redactor.redactLine(response.header('content-type') ?? ''),
        timeoutMs,
        (cause, progress) =>
            truncated(context, metadata, `${what} is finished, but its transfer broke off after ${progress}`, cause),
    );
    return new ReceivedVideo(context, metadata, bytes);
}

function addressIn({ server, redactor }: CallContext, id: string, { video, output }: JobResult): URL {
    const text = video?.url ?? output;
    const address = text === undefined ? undefined : parseUrl(text);
    if (address === undefined || !mayLinkTo(server, address)) {
        const actual = text === undefined ? 'missing' : redactor.redactLine(text);
        throw new UnexpectedResponseError({
            ...failureOf(getJobResult),
            billing: 'BILLED',
            reason: `the address of the video of job ${id} must be an https URL, but was ${actual}`,
        });
    }
    return address;
}

async function requestFile(context: CallContext, file: FileDownload, endsAt: number): Promise<HttpResponse> {
    try {
        return await file.request(endsAt, context.signal);
    } catch (error) {
        throw error instanceof ConnectFailure ? connectionError(context, error) : noResponse(context, error);
    }
}

/** Why the response is not the video; undefined if it is. */
function problemOf(response: HttpResponse, head: readonly Buffer[]): string | undefined {
    if ([FORBIDDEN, NOT_FOUND, GONE].includes(response.status)) {
        return 'is no longer available; files are kept for 7 days';
    }
    if (!response.isSuccessful) {
        return 'could not be downloaded';
    }
    const framing = framingProblem(response);
    if (framing !== undefined) {
        return `must be a video, but was ${framing}`;
    }
    return isVideo(response, head) ? undefined : 'must be a video, but was something else';
}

/** Without a status, if another attempt would give the same. */
function refused({ status, isSuccessful }: HttpResponse, reason: string): PixverseError {
    const failure = {
        ...failureOf(getJobResult),
        status: isSuccessful ? undefined : status,
        billing: 'BILLED',
        reason,
    } as const;
    return status >= 500 ? new ServerError(failure) : new UnexpectedResponseError(failure);
}

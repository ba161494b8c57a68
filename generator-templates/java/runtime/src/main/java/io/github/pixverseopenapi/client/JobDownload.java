package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.JobResult;
import io.github.pixverseopenapi.client.model.JobVideo;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Opens the video of a completed job. Each call makes one attempt; a transfer that has begun is resumed. */
final class JobDownload {
    private static final Operation OPERATION = Operation.GET_JOB_RESULT;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final OkHttpClient http;
    private final HttpUrl server;
    private final Ticker ticker;
    private final ScheduledExecutorService scheduler;
    private final Executor transfers;
    private final KeyRedactor redactor = new KeyRedactor(null);

    /** @param server whose responses give the addresses */
    JobDownload(
            OkHttpClient http, HttpUrl server, Ticker ticker, ScheduledExecutorService scheduler, Executor transfers) {
        this.http = http;
        this.server = server;
        this.ticker = ticker;
        this.scheduler = scheduler;
        this.transfers = transfers;
    }

    /**
     * Opens the video.
     *
     * @param left until the first byte of the video
     * @param opening can cancel the request for the video
     */
    Video open(String id, JobResult result, IdleTimeout idle, Duration left, RunningCall opening) {
        String text = address(result);
        HttpUrl address = text == null ? null : HttpUrl.parse(text);
        if (address == null || !BaseUrl.mayLinkTo(server, address)) {
            throw new UnexpectedResponseException(Failure.noResponse(
                    OPERATION,
                    Billing.BILLED,
                    "the address of the video of job " + id + " must be an https URL, but was "
                            + (text == null ? "missing" : redactor.redactLine(text)),
                    null));
        }
        Future<?> limit = scheduler.schedule(opening::cancel, left.toMillis(), TimeUnit.MILLISECONDS);
        try {
            Download download = new Download(http, server, address, idle);
            return video(id, address, download, download.request(0, null, opening));
        } catch (PixverseException failure) {
            throw failure;
        } catch (Throwable e) {
            throw IoExceptionMapper.ofReading(OPERATION, Billing.BILLED, e, redactor);
        } finally {
            limit.cancel(false);
        }
    }

    private static @Nullable String address(JobResult result) {
        String url = result.video().flatMap(JobVideo::url).orElse(null);
        return url == null ? result.output().orElse(null) : url;
    }

    private Video video(String id, HttpUrl address, Download download, Download.Exchange exchange) throws IOException {
        Response response = exchange.response;
        boolean isResult = false;
        try {
            String problem = problem(response);
            if (problem != null) {
                // Another attempt would give the same.
                throw refusal(
                        response.isSuccessful() ? 0 : response.code(),
                        "the video of job " + id + " at " + address + " " + problem);
            }
            isResult = true;
            return new Video(
                    OPERATION,
                    new VideoMetadata(response, redactor),
                    new ResumingSource(download, exchange, ticker),
                    redactor,
                    transfers);
        } finally {
            if (!isResult) {
                exchange.close();
            }
        }
    }

    /** Why the response is not the video; null if it is. */
    private static @Nullable String problem(Response response) throws IOException {
        int status = response.code();
        if (status == FORBIDDEN || status == NOT_FOUND || status == GONE) {
            return "is no longer available; files are kept for 7 days";
        }
        if (!response.isSuccessful()) {
            return "could not be downloaded";
        }
        String framing = ResponseHandler.framingProblem(response);
        if (framing != null) {
            return "must be a video, but was " + framing;
        }
        return ResponseHandler.isVideo(response.body()) ? null : "must be a video, but was something else";
    }

    private static PixverseException refusal(int status, String reason) {
        Failure failure = Failure.refused(OPERATION, status, Billing.BILLED, reason, null);
        return status >= 500 ? new ServerException(failure) : new UnexpectedResponseException(failure);
    }
}

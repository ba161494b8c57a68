package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Budget;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.ReceivedResponse;
import io.github.pixverseopenapi.contract.document.ReportedCost;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import io.github.pixverseopenapi.contract.redaction.Redactor;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import okhttp3.OkHttpClient;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import okio.Source;

/** Executes calls with the client and writes a recording of each. */
final class RecordRun {

    private final ApiDocument document;
    private final Provider provider;
    private final RecordingFolder folder;
    private final Path videos;
    private final Budget budget;
    private final Clock clock;

    /**
     * @param videos the folder for the videos, which may have been billed
     * @param budget the budget for billable calls
     * @param clock the clock for the date of the recordings
     */
    RecordRun(
            ApiDocument document, Provider provider, RecordingFolder folder, Path videos, Budget budget, Clock clock) {
        this.document = document;
        this.provider = provider;
        this.folder = folder;
        this.videos = videos;
        this.budget = budget;
        this.clock = clock;
    }

    /**
     * Executes a call and writes its recording.
     *
     * @throws RecordingException when there is no complete response or the recording must not be written
     */
    Recording record(PlannedCall call) {
        try (Provider.Endpoint endpoint = provider.prepare(call)) {
            Files.createDirectories(videos);
            Path body = Files.createTempFile(videos, "." + call.operation().operationId(), ".tmp");
            try {
                return record(call, endpoint, body);
            } finally {
                Files.deleteIfExists(body);
            }
        } catch (IOException e) {
            throw new RecordingException(
                    Message.of(
                            "--videos",
                            "a writable folder",
                            videos + " (" + e.getClass().getSimpleName() + ")"),
                    e);
        }
    }

    private Recording record(PlannedCall call, Provider.Endpoint endpoint, Path body) throws IOException {
        String key = call.scenario().key(endpoint.validKey());
        SecretRedactor redactor = new SecretRedactor(Redactor.of(key));
        Recorder recorder = new Recorder(document, () -> reserve(call), body);
        RecordedOutcome outcome = outcome(call, endpoint.baseUrl(), key, recorder, redactor);
        Recorder.CapturedExchange exchange = recorder.exchange()
                .orElseThrow(() -> new RecordingException(
                        redactor.redact(recorder.problem().orElse("no response was received"))
                                + "; nothing was recorded"));
        if (!call.isFree()) {
            ReportedCost.of(exchange.headers().values(ReportedCost.HEADER))
                    .ifPresent(cost -> budget.settle(call.price(), cost));
        }
        if (!exchange.received().isComplete()) {
            throw new RecordingException(
                    "the response with status " + exchange.status() + " is incomplete; nothing was recorded");
        }
        Recording recording = recording(call, exchange, outcome.redacted(redactor::redact), redactor);
        folder.write(recording, redactor);
        return recording;
    }

    private void reserve(PlannedCall call) {
        if (!budget.reserve(call.price())) {
            throw new RecordingException("the budget of $" + budget.limit().toPlainString() + " does not allow "
                    + call.operation().operationId() + " at $" + call.price().toPlainString() + " after $"
                    + budget.counted().toPlainString() + "; it was not sent");
        }
    }

    /** Exceptions omit their cause, because its message may quote the API key. */
    private RecordedOutcome outcome(
            PlannedCall call, String baseUrl, String key, Recorder recorder, SecretRedactor redactor) {
        try (PixverseClient client = PixverseClient.builder()
                .apiKey(key)
                .baseUrl(baseUrl)
                .maxRetries(0)
                // The server validates invalid requests.
                .validateRequests(false)
                .httpClient(new OkHttpClient.Builder()
                        .addNetworkInterceptor(recorder)
                        .eventListener(recorder.eventListener())
                        .build())
                .build()) {
            String operationId = call.operation().operationId();
            return RecordedOutcome.of(
                    () -> OperationInvoker.call(client, operationId, call.json()),
                    // Saved first, because it may have been billed.
                    video -> video.saveTo(videos.resolve(operationId + "-" + clock.millis() + ".mp4")));
        } catch (PixverseException | IOException e) {
            throw new RecordingException(redactor.redactLine(e));
        } catch (RuntimeException e) {
            throw new RecordingException("the response is unreadable: " + redactor.redactLine(e));
        }
    }

    private Recording recording(
            PlannedCall call, Recorder.CapturedExchange exchange, RecordedOutcome outcome, SecretRedactor redactor) {
        AllowedHeaders allowed = new AllowedHeaders(document);
        Recording.Sent request = new Recording.Sent(
                exchange.request().method(),
                exchange.request().url().encodedPath(),
                allowed.ofRequest(exchange.request().headers()),
                StoredBody.of(exchange.sent().bytes(), redactor));
        Recording.Received response = new Recording.Received(
                exchange.status(),
                redactor.redact(allowed.ofResponse(exchange.headers())),
                allowed.excluded(exchange.headers()).stream()
                        .map(redactor::redact)
                        .toList(),
                StoredBody.of(decoded(exchange), redactor));
        Provenance kind = Origin.kind(document, exchange.request().url(), exchange.serverAddress());
        Origin origin = new Origin(kind, clock.instant(), RecordingJson.hash(request, response), null);
        return new Recording(call.operation().operationId(), call.scenario(), origin, request, response, outcome);
    }

    /** The body with its content coding removed; text may be compressed, a video is not. */
    private static byte[] decoded(Recorder.CapturedExchange exchange) {
        boolean isCompressed = "gzip".equalsIgnoreCase(exchange.headers().get("Content-Encoding"));
        try (Source file = Okio.source(exchange.received().file());
                BufferedSource body = Okio.buffer(isCompressed ? new GzipSource(file) : file)) {
            if (body.request(ReceivedResponse.MAX_BODY_BYTES + 1L)) {
                throw new RecordingException(Message.of(
                                "the response body",
                                "at most " + (ReceivedResponse.MAX_BODY_BYTES >> 20) + " MiB",
                                "longer")
                        + "; nothing was recorded");
            }
            return body.readByteArray();
        } catch (IOException e) {
            throw new RecordingException(
                    Message.of(
                            "the response body",
                            isCompressed ? "gzip, as its Content-Encoding declares" : "readable",
                            "not"),
                    e);
        }
    }
}

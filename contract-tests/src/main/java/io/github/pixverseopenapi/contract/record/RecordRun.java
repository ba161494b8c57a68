package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Budget;
import io.github.pixverseopenapi.contract.document.ReportedCost;
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

/** Makes calls with the client and writes a recording of each. */
final class RecordRun {

    /** More than any of the videos has, at fifteen seconds at most; and a bound for what is kept in memory. */
    private static final int LONGEST_BODY = 64 << 20;

    private final ApiDocument document;
    private final Provider provider;
    private final RecordingFolder folder;
    private final Path videos;
    private final Budget budget;
    private final Clock clock;

    /**
     * @param videos where the videos go, which may have been paid for
     * @param budget the hard stop for calls that count
     * @param clock tells the date of the recordings
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
     * Makes a call and writes its recording.
     *
     * @throws RecordingException when there is nothing to write, or it may not be written
     */
    Recording record(PlannedCall call) {
        try (Provider.Place place = provider.prepare(call)) {
            Files.createDirectories(videos);
            Path body = Files.createTempFile(videos, "." + call.operation().operationId(), ".tmp");
            try {
                return record(call, place, body);
            } finally {
                Files.deleteIfExists(body);
            }
        } catch (IOException e) {
            throw new RecordingException(
                    videos + ": cannot write there (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private Recording record(PlannedCall call, Provider.Place place, Path body) throws IOException {
        String key = call.situation().key(place.validKey());
        SecretRedactor redactor = new SecretRedactor(Redactor.of(key));
        Recorder recorder = new Recorder(document, () -> count(call), body);
        RecordedOutcome outcome = outcome(call, place.baseUrl(), key, recorder, redactor);
        Recorder.CapturedExchange exchange = recorder.exchange()
                .orElseThrow(() -> new RecordingException(
                        redactor.redact(recorder.problem().orElse("no response was seen")) + "; nothing was recorded"));
        if (!call.isFree()) {
            ReportedCost.of(exchange.headers().values(ReportedCost.HEADER))
                    .ifPresent(cost -> budget.settle(call.price(), cost));
        }
        if (!exchange.received().isComplete()) {
            throw new RecordingException(
                    "the answer with status " + exchange.status() + " broke off; nothing was recorded");
        }
        Recording recording = recording(call, exchange, outcome.redacted(redactor::redact), redactor);
        folder.write(recording, redactor);
        return recording;
    }

    private void count(PlannedCall call) {
        if (!budget.reserve(call.price())) {
            throw new RecordingException("the budget of $" + budget.limit().toPlainString() + " does not allow "
                    + call.operation().operationId() + " at $" + call.price().toPlainString() + " after $"
                    + budget.counted().toPlainString() + "; it was not sent");
        }
    }

    /** Failures come without their cause, because the messages of that may quote the key. */
    private RecordedOutcome outcome(
            PlannedCall call, String baseUrl, String key, Recorder recorder, SecretRedactor redactor) {
        try (PixverseClient client = PixverseClient.builder()
                .apiKey(key)
                .baseUrl(baseUrl)
                .maxRetries(0)
                // What breaks a rule is to be judged by whoever answers.
                .validateRequests(false)
                .httpClient(new OkHttpClient.Builder()
                        .addNetworkInterceptor(recorder)
                        .eventListener(recorder.eventListener())
                        .build())
                .build()) {
            String operationId = call.operation().operationId();
            return RecordedOutcome.of(
                    () -> OperationInvoker.call(client, operationId, call.json()),
                    // First of all, because it may have been paid for.
                    video -> video.saveTo(videos.resolve(operationId + "-" + clock.millis() + ".mp4")));
        } catch (PixverseException | IOException e) {
            throw new RecordingException(redactor.redactLine(e));
        } catch (RuntimeException e) {
            throw new RecordingException("the response cannot be read: " + redactor.redactLine(e));
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
                allowed.leftOut(exchange.headers()).stream()
                        .map(redactor::redact)
                        .toList(),
                StoredBody.of(decoded(exchange), redactor));
        Provenance kind = Origin.kind(document, exchange.request().url(), exchange.answeredBy());
        Origin origin = new Origin(kind, clock.instant(), RecordingJson.hash(request, response), null);
        return new Recording(call.operation().operationId(), call.situation(), origin, request, response, outcome);
    }

    /** A video comes as it is, but a text may come compressed. */
    private static byte[] decoded(Recorder.CapturedExchange exchange) {
        boolean isCompressed = "gzip".equalsIgnoreCase(exchange.headers().get("Content-Encoding"));
        try (Source file = Okio.source(exchange.received().file());
                BufferedSource body = Okio.buffer(isCompressed ? new GzipSource(file) : file)) {
            if (body.request(LONGEST_BODY + 1L)) {
                throw new RecordingException("the response body must have at most " + (LONGEST_BODY >> 20)
                        + " MiB, but had more; nothing was recorded");
            }
            return body.readByteArray();
        } catch (IOException e) {
            throw new RecordingException(
                    "the response body must be " + (isCompressed ? "gzip, as its Content-Encoding says" : "readable")
                            + ", but was not",
                    e);
        }
    }
}

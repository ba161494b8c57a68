package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Budget;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;

/** Makes calls with the client and writes a recording of each. */
final class RecordRun {

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
            throw new RecordingException(videos + ": cannot write there (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private Recording record(PlannedCall call, Provider.Place place, Path body) throws IOException {
        String key = call.situation().key(place.validKey());
        Recorder recorder = new Recorder(document, () -> count(call), body);
        Outcome outcome = outcome(call, place.baseUrl(), key, recorder);
        Recorder.Exchange exchange = recorder.exchange().orElseThrow();
        if (!exchange.received().isComplete()) {
            throw new RecordingException("the answer with status " + exchange.status() + " broke off; nothing was recorded");
        }
        KeyGuard guard = new KeyGuard(key);
        Recording recording = recording(call, exchange, outcome, guard);
        folder.write(recording, guard);
        return recording;
    }

    private void count(PlannedCall call) {
        if (!budget.reserve(call.price())) {
            throw new RecordingException("the budget of $" + budget.limit().toPlainString() + " does not allow "
                    + call.operation().operationId() + " at $" + call.price().toPlainString() + " after $"
                    + budget.counted().toPlainString() + "; it was not sent");
        }
    }

    private Outcome outcome(PlannedCall call, String baseUrl, String key, Recorder recorder) {
        try (PixverseClient client = PixverseClient.builder()
                .apiKey(key)
                .baseUrl(baseUrl)
                .retries(0)
                // What breaks a rule is to be judged by whoever answers.
                .validateRequests(false)
                .httpClient(new OkHttpClient.Builder()
                        .addNetworkInterceptor(recorder)
                        .eventListener(recorder.eventListener())
                        .build())
                .build()) {
            String operationId = call.operation().operationId();
            return Outcome.of(
                    () -> ClientMethods.call(client, operationId, call.json()),
                    // First of all, because it may have been paid for.
                    video -> video.saveTo(videos.resolve(operationId + "-" + clock.millis() + ".mp4")));
        } catch (PixverseException | IOException e) {
            throw new RecordingException(e.getMessage(), e);
        }
    }

    private Recording recording(PlannedCall call, Recorder.Exchange exchange, Outcome outcome, KeyGuard guard) {
        AllowedHeaders allowed = new AllowedHeaders(document);
        UnaryOperator<String> clean = guard::clean;
        Recording.Sent request = new Recording.Sent(
                exchange.request().method(),
                exchange.request().url().encodedPath(),
                allowed.ofRequest(exchange.request().headers()),
                StoredBody.of(exchange.sent().bytes(), clean));
        Recording.Received response = new Recording.Received(
                exchange.status(),
                allowed.ofResponse(exchange.headers()),
                allowed.leftOut(exchange.headers()),
                StoredBody.of(decoded(exchange), clean));
        Provenance kind = Origin.kind(document, exchange.request().url(), exchange.answeredBy());
        Origin origin = new Origin(kind, clock.instant(), RecordingJson.hash(request, response), null);
        return new Recording(call.operation().operationId(), call.situation(), origin, request, response, outcome);
    }

    /** A video comes as it is, but a text may come compressed. */
    private static byte[] decoded(Recorder.Exchange exchange) {
        try {
            byte[] bytes = Files.readAllBytes(exchange.received().file());
            if (!"gzip".equalsIgnoreCase(exchange.headers().get("Content-Encoding"))) {
                return bytes;
            }
            try (BufferedSource text = Okio.buffer(new GzipSource(Okio.source(exchange.received().file())))) {
                return text.readByteArray();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox in the service's place, and the bodies that are copied on their way. */
@Tag("pit-record")
class RecordPartsTest {

    private static final MediaType TEXT = MediaType.get("text/plain");

    @Test
    void sandbox_eachOperation_isRecordedWithItsVideo(@TempDir Path root) {
        assertThat(run(new RecordOptionsBuilder(root).scenarios(Scenario.VIDEO)))
                .hasSameSizeAs(RecordedCalls.DOCUMENT.videoOperations())
                .allSatisfy(
                        recording -> assertThat(recording.outcome().result()).isEqualTo("Video"));
    }

    @Test
    void sandbox_unknownScenario_returnsTheDocumentsExample(@TempDir Path root) {
        JsonObject documented = RecordedCalls.DOCUMENT
                .responses(RecordedCalls.OPERATION)
                .get("504")
                .getAsJsonObject("content");
        JsonObject example = RecordedCalls.DOCUMENT
                .responses(RecordedCalls.OPERATION)
                .get("200")
                .getAsJsonObject("content")
                .getAsJsonObject("application/json")
                .getAsJsonObject("examples")
                .getAsJsonObject("refusal");
        List<Recording> recordings = run(new RecordOptionsBuilder(root)
                .operations("textToVideo")
                .scenarios(Scenario.REFUSED_PROMPT, Scenario.RATE_LIMITED, Scenario.TIMEOUT, Scenario.TIMEOUT_PAGE));

        assertThat(recordings)
                .extracting(recording -> recording.response().body().text())
                .containsExactly(
                        example.get("value").toString(),
                        RecordedCalls.DOCUMENT
                                .responses(RecordedCalls.OPERATION)
                                .get("429")
                                .getAsJsonObject("content")
                                .getAsJsonObject("application/json")
                                .get("example")
                                .toString(),
                        documented
                                .getAsJsonObject("application/json")
                                .get("example")
                                .toString(),
                        documented.getAsJsonObject("text/html").get("example").getAsString());
        assertThat(recordings.get(1).response().headers())
                .containsEntry(
                        "x-rate-limit-reset-at-utc",
                        List.of(RecordedCalls.DATE.plusSeconds(60).toString()));
        assertThat(recordings.get(3).response().headers())
                .containsEntry("content-type", List.of("text/html; charset=utf-8"));
    }

    @Test
    void sandbox_recordingOfASandbox_isReplaced(@TempDir Path root) {
        RecordOptionsBuilder options =
                new RecordOptionsBuilder(root).operations("textToVideo").scenarios(Scenario.WRONG_KEY);
        run(options);

        assertThat(run(options)).hasSize(1);
    }

    @Test
    void sandbox_afterItsCall_isClosed() throws Exception {
        HttpUrl url;
        try (Provider.Endpoint place = new SandboxProvider(RecordedCalls.DOCUMENT, RecordedCalls.CLOCK)
                .prepare(new PlannedCall(RecordedCalls.OPERATION, Scenario.VIDEO, "{}", BigDecimal.ZERO))) {
            url = HttpUrl.get(place.baseUrl());
            new Socket(url.host(), url.port()).close();
        }
        assertThatThrownBy(() -> new Socket(url.host(), url.port())).isInstanceOf(ConnectException.class);
    }

    @Test
    void endpoint_toString_doesNotShowTheKey() {
        assertThat(new LiveProvider("https://api.example.com", RecordedCalls.KEY))
                .hasToString("https://api.example.com");
    }

    @Test
    void requests_documentWithoutAnExample_isNamed(@TempDir Path root) throws Exception {
        JsonObject json = RecordedCalls.DOCUMENT.json();
        json.getAsJsonObject("paths")
                .getAsJsonObject(RecordedCalls.OPERATION.path())
                .getAsJsonObject("post")
                .getAsJsonObject("requestBody")
                .getAsJsonObject("content")
                .getAsJsonObject("application/json")
                .remove("examples");
        // JSON is YAML, too.
        ApiDocument document = ApiDocument.load(Files.writeString(root.resolve("document.yaml"), json.toString()));
        RecordedRequests requests = new RecordedRequests(document, Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> requests.json(document.videoOperations().get(0), Scenario.VIDEO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The document must have a request example of textToVideo.");
    }

    @Test
    void requestBody_captured_isSentUnchangedAndKept() throws Exception {
        CapturingRequestBody body = new CapturingRequestBody(RequestBody.create("abc", TEXT));
        Buffer sent = new Buffer();
        body.writeTo(sent);

        assertThat(sent.readUtf8()).isEqualTo("abc");
        assertThat(body.bytes()).asString().isEqualTo("abc");
        assertThat(body.contentType()).hasToString("text/plain; charset=utf-8");
        assertThat(body.contentLength()).isEqualTo(3);
        assertThat(body.isOneShot()).isFalse();
        assertThat(new CapturingRequestBody(oneShot()).isOneShot()).isTrue();
    }

    @Test
    void responseBody_captured_isPassedOnAndKept(@TempDir Path root) throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        Buffer bytes = new Buffer().writeUtf8("x".repeat(20_000));
        ForwardingSource watched = new ForwardingSource(bytes) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        Path file = root.resolve("body");
        CapturingResponseBody body =
                new CapturingResponseBody(ResponseBody.create(Okio.buffer(watched), TEXT, 20_000), file);

        assertThat(body.contentType()).isEqualTo(TEXT);
        assertThat(body.contentLength()).isEqualTo(20_000);
        assertThat(body.source().readUtf8(10_000)).isEqualTo("x".repeat(10_000));
        assertThat(body.isComplete()).isFalse();
        assertThat(body.source().readUtf8()).isEqualTo("x".repeat(10_000));
        body.close();
        assertThat(body.isComplete()).isTrue();
        assertThat(closed).isTrue();
        assertThat(body.file()).isEqualTo(file);
        assertThat(file).hasContent("x".repeat(20_000));
    }

    private static RequestBody oneShot() {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return TEXT;
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) {
                // These tests send nothing.
            }
        };
    }

    private static List<Recording> run(RecordOptionsBuilder options) {
        return new RecordSession(RecordedCalls.DOCUMENT, Optional::empty, RecordedCalls.CLOCK, line -> {})
                .run(options.sandbox().build());
    }
}

package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.redaction.Redactor;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
@Tag("pit-record")
class RecordRunTest {

    @TempDir
    private Path root;

    private RecordedCalls recorded;

    @BeforeEach
    void start() {
        recorded = new RecordedCalls(root, "100");
    }

    @AfterEach
    void stop() {
        recorded.close();
    }

    @Test
    void record_ofTheKey_replacesItWhereItWasSentAndWhereItIsQuoted() {
        Recording recording = recorded.recordResponse(
                StubResponse.json(401, "{\"error\":\"No account has the key " + RecordedCalls.KEY + ".\"}"));

        assertThat(recording.request().headers()).containsEntry("x-api-key", List.of("<redacted>"));
        assertThat(recording.response().body().text()).isEqualTo("{\"error\":\"No account has the key <redacted>.\"}");
        assertThat(recorded.file(Scenario.BAD_REQUEST)).doesNotContain(RecordedCalls.KEY);
    }

    @Test
    void record_ofTheKeyInAHeader_replacesIt() {
        Recording recording = recorded.recordResponse(
                StubResponse.json(500, "{}").withHeader("x-request-id", "of " + RecordedCalls.KEY));

        assertThat(recording.response().headers()).containsEntry("x-request-id", List.of("of <redacted>"));
        assertThat(recording.outcome().requestId()).isEqualTo("of <redacted>");
    }

    @Test
    void write_ofARecordingThatHoldsTheKey_writesNothing() {
        Recording recording = recorded.recordResponse(StubResponse.json(500, "{\"error\":\"Out of film.\"}"));
        assertThat(recorded.recordings()).hasSize(1).allSatisfy(file -> Files.delete(file));

        assertThatThrownBy(() -> recorded.folder.write(recording, new SecretRedactor(Redactor.of("Out of film."))))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("contains the key after redaction")
                .hasMessageNotContaining("film");
        assertThat(recorded.recordings()).isEmpty();
    }

    @Test
    void record_ofOtherHeaders_keepsTheirNamesOnly() {
        Recording recording = recorded.recordResponse(StubResponse.json(500, "{}")
                .withHeader("Set-Cookie", "session=opens-the-account")
                .withHeader("X-Request-Id", "req-1"));

        assertThat(recording.response().headers()).containsOnlyKeys("content-type", "x-request-id");
        assertThat(recording.response().excludedHeaders())
                .contains("set-cookie")
                .doesNotContain("x-request-id");
        assertThat(recorded.file(Scenario.BAD_REQUEST)).doesNotContain("opens-the-account");
    }

    @Test
    void record_ofAnAddress_leavesOutItsQuery() {
        Recording recording = recorded.recordResponse(StubResponse.json(
                500, "{\"see\":\"https:\\/\\/a.example\\/b?sign=abc\", \"or\":\"https://c.example/d\\u003fe\"}"));

        assertThat(recording.response().body().text())
                .isEqualTo(
                        "{\"see\":\"https:\\/\\/a.example\\/b?<redacted>\", \"or\":\"https://c.example/d\\u003f<redacted>\"}");
    }

    @Test
    void record_ofALargeVideo_keepsItsBoxesAndSavesItSeparately() throws IOException {
        byte[] video = video(3_000_000);
        recorded.sandbox.respondWith(StubResponse.of(200, "video/mp4", video));

        StoredBody body = recorded.call(Scenario.VIDEO).response().body();

        assertThat(body.length()).isEqualTo(video.length);
        assertThat(body.sha256()).isEqualTo(Sha256.of(video));
        assertThat(body.boxes())
                .containsExactly(
                        new StoredBody.StoredBox("ftyp", 16),
                        new StoredBody.StoredBox("mdat", 3_000_000),
                        new StoredBody.StoredBox("moov", 8));
        Replay.requireSameBoxes(body);
        assertThat(recorded.file(Scenario.VIDEO).length()).isLessThan(4000);
        assertThat(recorded.videos()).singleElement().satisfies(file -> {
            assertThat(file)
                    .hasFileName(RecordedCalls.OPERATION.operationId() + "-" + RecordedCalls.CLOCK.millis() + ".mp4");
            assertThat(Files.readAllBytes(file)).isEqualTo(video);
        });
    }

    @Test
    void record_ofAVideoWithAVastFirstBox_keepsTheFirstBytesOnly() {
        byte[] video = ByteBuffer.allocate(1_000_016)
                .putInt(1_000_000)
                .put(type("ftyp"))
                .putInt(1_000_000, 16)
                .position(1_000_004)
                .put(type("mdat"))
                .array();
        recorded.sandbox.respondWith(StubResponse.of(200, "video/mp4", video));

        StoredBody body = recorded.call(Scenario.VIDEO).response().body();

        assertThat(body.length()).isEqualTo(video.length);
        assertThat(body.boxes()).isNull();
        assertThat(body.standIn().rule()).isEqualTo(StoredBody.FIRST_BYTES);
        assertThat(recorded.file(Scenario.VIDEO).length()).isLessThan(4000);
    }

    @Test
    void record_ofABodyBeyondTheLimit_writesNothingAndSavesTheVideo() throws IOException {
        Buffer compressed = new Buffer();
        try (okio.BufferedSink sink = Okio.buffer(new GzipSink(compressed))) {
            for (int mebibyte = 0; mebibyte < 65; mebibyte++) {
                sink.write(new byte[1 << 20]);
            }
        }

        recorded.sandbox.respondWith(
                StubResponse.of(200, "video/mp4", compressed.readByteArray()).withHeader("Content-Encoding", "gzip"));

        assertThatThrownBy(() -> recorded.call(Scenario.VIDEO))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("the response body must be at most 64 MiB, but was longer");
        assertThat(recorded.recordings()).isEmpty();
        assertThat(recorded.videos())
                .singleElement()
                .satisfies(file -> assertThat(file).hasSize(65L << 20));
    }

    @Test
    void record_ofAVideoUrl_recordsTheResponseAndSavesTheVideo() throws IOException {
        byte[] video = video(5000);
        String address = recorded.sandbox.baseUrl() + "/result.mp4?sign=abc";
        recorded.sandbox.respondWith(
                RecordedCalls.OPERATION.operationId(),
                StubResponse.json(200, "{\"video\":{\"url\":\"" + address + "\"}}"));
        recorded.sandbox.respondWith(StubResponse.of(200, "video/mp4", video));

        Recording recording = recorded.call(Scenario.VIDEO);

        assertThat(recording.outcome().result()).isEqualTo(RecordedOutcome.VIDEO);
        assertThat(recording.response().body().text()).endsWith("/result.mp4?<redacted>\"}}");
        assertThat(recorded.videos())
                .singleElement()
                .satisfies(file -> assertThat(Files.readAllBytes(file)).isEqualTo(video));
    }

    @Test
    void record_ofOtherBytes_keepsTheFirstOfThem() {
        byte[] bytes = new byte[500];
        new Random(1).nextBytes(bytes);

        StoredBody body = recorded.recordResponse(StubResponse.of(500, "image/png", bytes))
                .response()
                .body();

        assertThat(body.length()).isEqualTo(500);
        assertThat(body.sha256()).isEqualTo(Sha256.of(bytes));
        assertThat(body.boxes()).isNull();
        assertThat(Base64.getDecoder().decode(body.standIn().base64())).isEqualTo(Arrays.copyOf(bytes, 64));
    }

    @Test
    void record_ofACompressedText_keepsTheText() throws IOException {
        Buffer compressed = new Buffer();
        try (okio.BufferedSink sink = Okio.buffer(new GzipSink(compressed))) {
            sink.writeUtf8("{\"error\":\"Out of film.\"}");
        }

        Recording recording =
                recorded.recordResponse(StubResponse.of(500, "application/json", compressed.readByteArray())
                        .withHeader("Content-Encoding", "gzip"));

        assertThat(recording.response().body().text()).isEqualTo("{\"error\":\"Out of film.\"}");
        assertThat(recording.response().excludedHeaders()).contains("content-encoding");
    }

    @ParameterizedTest
    @CsvSource({"DISCONNECT_IN_BODY", "DISCONNECT_AFTER_REQUEST", "EMPTY_RESPONSE"})
    void record_ofATruncatedResponse_writesNothing(Fault fault) {
        recorded.sandbox.respondWith(StubResponse.fault(fault));

        assertThatThrownBy(() -> recorded.call(Scenario.VIDEO)).isInstanceOf(RecordingException.class);
        assertThat(recorded.recordings()).isEmpty();
        assertThat(recorded.videos()).isEmpty();
    }

    @Test
    void record_ofATruncatedErrorBody_writesNothing() {
        StubResponse broken =
                StubResponse.json(500, "{\"error\":\"Out of film.\"}").withFault(Fault.DISCONNECT_IN_BODY);

        assertThatThrownBy(() -> recorded.recordResponse(broken))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("the response with status 500 is incomplete");
        assertThat(recorded.recordings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"408, x", "503, 0", "307, x", "421, x", "429, 0"})
    void record_ofARetryableStatus_sendsOnce(int status, String retryAfter) {
        recorded.recordResponse(StubResponse.json(status, "{}")
                .withHeader("Retry-After", retryAfter)
                .withHeader("Location", recorded.sandbox.baseUrl() + RecordedCalls.OPERATION.path()));

        assertThat(recorded.sandbox.journal()).hasSize(1);
    }

    @Test
    void record_ofAServerOnThisMachine_isNeverRecordedFromTheService() {
        assertThat(recorded.call(Scenario.WRONG_KEY).origin().kind()).isEqualTo(Provenance.SYNTHESISED);
    }

    @Test
    void record_ofAnyCall_datesTheRecording() {
        assertThat(recorded.call(Scenario.VIDEO).origin().date()).isEqualTo(RecordedCalls.DATE);
    }

    @Test
    void record_beyondTheBudget_isNotSent() {
        try (RecordedCalls poor = new RecordedCalls(root, "1.99")) {
            poor.call(Scenario.VIDEO);

            assertThatThrownBy(() -> poor.call(Scenario.VIDEO))
                    .isInstanceOf(RecordingException.class)
                    .hasMessageContaining("the budget of $1.99 does not allow textToVideo at $1.00 after $1.00");
            assertThat(poor.sandbox.journal()).hasSize(1);
            assertThat(poor.call(Scenario.WRONG_KEY).response().status()).isEqualTo(401);
        }
    }

    @Test
    void record_inThePlaceOfOneFromTheService_writesNothing() throws IOException {
        Recording made = recorded.call(Scenario.WRONG_KEY);
        Origin precious = new Origin(
                Provenance.RECORDED, made.origin().date(), made.origin().sha256(), null);
        String text = RecordingJson.write(new Recording(
                made.operationId(), made.scenario(), precious, made.request(), made.response(), made.outcome()));
        Files.writeString(recorded.folder.file(made.operationId(), made.scenario()), text);

        assertThatThrownBy(() -> recorded.call(Scenario.WRONG_KEY))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("is recorded from the live service");
        assertThat(recorded.file(Scenario.WRONG_KEY)).isEqualTo(text);
    }

    private static byte[] video(int contentBox) {
        return ByteBuffer.allocate(16 + contentBox + 8)
                .putInt(16)
                .put(type("ftyp"))
                .put(type("isom"))
                .putInt(512)
                .putInt(contentBox)
                .put(type("mdat"))
                .putInt(16 + contentBox, 8)
                .position(16 + contentBox + 4)
                .put(type("moov"))
                .array();
    }

    private static byte[] type(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}

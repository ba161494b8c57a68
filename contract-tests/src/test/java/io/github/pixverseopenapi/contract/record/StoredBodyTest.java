package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.Headers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stored parts of bodies and headers, and their files. */
@Tag("pit-record")
class StoredBodyTest {

    private static final String SHA_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final SecretRedactor REDACTOR = new SecretRedactor(Redactor.of(RecordedCalls.KEY));

    @Test
    void of_text_isRedactedThenHashed() {
        StoredBody body = StoredBody.of(bytes("abc " + RecordedCalls.KEY), REDACTOR);

        assertThat(body)
                .isEqualTo(new StoredBody(14, Sha256.of(bytes("abc <redacted>")), "abc <redacted>", null, null));
        assertThat(body.replayBytes()).isEqualTo(bytes("abc <redacted>"));
        assertThat(body.problem()).isEmpty();
    }

    @Test
    void of_nothing_isAnEmptyText() {
        assertThat(StoredBody.of(new byte[0], REDACTOR).text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64, 65})
    void of_otherBytes_keepsTheFirst64(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        StoredBody body = StoredBody.of(bytes, REDACTOR);

        assertThat(body.text()).isNull();
        assertThat(body.boxes()).isNull();
        assertThat(body.length()).isEqualTo(length);
        assertThat(body.sha256()).isEqualTo(Sha256.of(bytes));
        assertThat(body.standIn().rule()).isEqualTo("first 64 bytes");
        assertThat(body.replayBytes()).isEqualTo(Arrays.copyOf(bytes, Math.min(length, 64)));
        assertThat(body.problem()).isEmpty();
    }

    @Test
    void of_textWithAZero_isNoText() {
        assertThat(StoredBody.of(bytes("a\0b"), REDACTOR).text()).isNull();
    }

    @Test
    void of_longText_isKeptUpTo64KiB() {
        assertThat(StoredBody.of(bytes("x".repeat(65_536)), REDACTOR).text()).hasSize(65_536);
        assertThat(StoredBody.of(bytes("x".repeat(65_537)), REDACTOR).text()).isNull();
    }

    @Test
    void of_video_keepsItsFirstBoxAndTheHeadsOfTheOthers() {
        byte[] video = ByteBuffer.allocate(12 + 11 + 8)
                .putInt(12)
                .put(bytes("ftyp"))
                .put(bytes("isom"))
                .putInt(11)
                .put(bytes("mdat"))
                .put(new byte[] {-1, -2, -3})
                .putInt(8)
                .put(bytes("moov"))
                .array();
        StoredBody body = StoredBody.of(video, REDACTOR);

        assertThat(body.boxes())
                .containsExactly(
                        new StoredBody.StoredBox("ftyp", 12),
                        new StoredBody.StoredBox("mdat", 11),
                        new StoredBody.StoredBox("moov", 8));
        assertThat(body.standIn().rule()).isEqualTo("outermost boxes, all but ftyp emptied");
        assertThat(body.replayBytes())
                .isEqualTo(ByteBuffer.allocate(12 + 8 + 8)
                        .putInt(12)
                        .put(bytes("ftyp"))
                        .put(bytes("isom"))
                        .putInt(8)
                        .put(bytes("mdat"))
                        .putInt(8)
                        .put(bytes("moov"))
                        .array());
    }

    @Test
    void of_boxesThatDoNotBeginAVideo_areOtherBytes() {
        byte[] boxes = ByteBuffer.allocate(8).putInt(8).put(bytes("moov")).array();

        assertThat(StoredBody.of(boxes, REDACTOR).boxes()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 4097})
    void of_firstBoxOfAVideo_isKeptUpTo4096Bytes(int size) {
        byte[] video = ByteBuffer.allocate(size)
                .putInt(size)
                .put(bytes("ftyp"))
                .put((byte) -1)
                .array();

        assertThat(StoredBody.of(video, REDACTOR).replayBytes()).hasSize(size == 4096 ? 4096 : 64);
    }

    @Test
    void of_bytesThatHoldTheKey_areRejected() {
        byte[] bytes = ("\u00ff" + RecordedCalls.KEY).getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> StoredBody.of(bytes, REDACTOR))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "the response body must not contain the API key unless it is text of at most 65536 bytes, but did;"
                                + " nothing was recorded");
    }

    @Test
    void of_jsonThatQuotesTheKey_mustStayJson() {
        String name = "\"" + RecordedCalls.KEY + "\"";

        assertThat(StoredBody.of(bytes("{" + name + ":1}"), REDACTOR).text()).isEqualTo("{\"<redacted>\":1}");
        assertThat(StoredBody.of(bytes("{" + name + ":1"), REDACTOR).text()).isEqualTo("{\"<redacted>\":1");
        assertThatThrownBy(() ->
                        StoredBody.of(bytes("{" + name + ":1," + name.toUpperCase(Locale.ROOT) + ":2}"), REDACTOR))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "the response body must be JSON after redaction of the API key, but was not; nothing was recorded");
    }

    @Test
    void redactor_addresses_loseTheirQueries() {
        assertThat(REDACTOR.redact("\"https:\\/\\/a.example\\/b?c=d&e\", http://f?g h?i"))
                .isEqualTo("\"https:\\/\\/a.example\\/b?<redacted>\", http://f?<redacted> h?i");
        assertThat(REDACTOR.redact("https://a/b\\u003fc=d https://a/$1"))
                .isEqualTo("https://a/b\\u003f<redacted> https://a/$1");
        assertThat(REDACTOR.redact(Map.of("x-" + RecordedCalls.KEY, List.of(RecordedCalls.KEY, "http://f?g"))))
                .isEqualTo(Map.of("x-<redacted>", List.of("<redacted>", "http://f?<redacted>")));
        assertThat(REDACTOR.redactLine(new IllegalStateException("no\n" + RecordedCalls.KEY)))
                .isEqualTo("no <redacted>");
    }

    @Test
    void redactor_keyThatIsLeft_isRejected() {
        assertThatNoException().isThrownBy(() -> REDACTOR.check("nothing"));
        assertThatThrownBy(() -> REDACTOR.check("a " + RecordedCalls.KEY))
                .isInstanceOf(RecordingException.class)
                .hasMessage("the recording contains the key after redaction; nothing was written");
    }

    @Test
    void body_withoutHashOrWithTextAndStandIn_isRejected() {
        StoredBody.StandIn standIn = new StoredBody.StandIn("rule", "");
        String message = "a body must have sha256 and either text or standIn";

        assertThatThrownBy(() -> new StoredBody(3, null, "abc", null, null)).hasMessage(message);
        assertThatThrownBy(() -> new StoredBody(3, SHA_OF_ABC, "abc", null, standIn))
                .hasMessage(message);
        assertThatThrownBy(() -> new StoredBody(3, SHA_OF_ABC, null, null, null))
                .hasMessage(message);
    }

    @Test
    void fault_textOfAnotherLengthOrHash_isFound() {
        String fault = "length and sha256 of a body must match its text, but do not";

        assertThat(new StoredBody(4, SHA_OF_ABC, "abc", null, null).problem()).hasValue(fault);
        assertThat(new StoredBody(3, SHA_OF_ABC, "abd", null, null).problem()).hasValue(fault);
    }

    @Test
    void headers_thatAreAllowed_areKeptWithoutTheKey() {
        AllowedHeaders allowed = new AllowedHeaders(RecordedCalls.DOCUMENT);
        Headers headers = Headers.of(
                "X-API-Key",
                "secret",
                "Accept",
                "*/*",
                "Content-Type",
                "a/b",
                "Cookie",
                "c",
                "X-Cost",
                "1",
                "Allow",
                "POST");

        assertThat(allowed.ofRequest(headers))
                .isEqualTo(Map.of(
                        "x-api-key", List.of("<redacted>"), "accept", List.of("*/*"), "content-type", List.of("a/b")));
        assertThat(allowed.ofRequest(Headers.of("Accept", "*/*"))).containsOnlyKeys("accept");
        assertThat(allowed.ofResponse(headers))
                .isEqualTo(Map.of("content-type", List.of("a/b"), "x-cost", List.of("1"), "allow", List.of("POST")));
        assertThat(allowed.excluded(headers)).containsExactly("accept", "cookie", "x-api-key");
    }

    @Test
    void folder_thatDoesNotExist_isEmpty(@TempDir Path root) {
        RecordingFolder folder = new RecordingFolder(root.resolve("none"));

        assertThat(folder.all()).isEmpty();
        assertThat(folder.read("textToVideo", Scenario.VIDEO)).isEmpty();
    }

    @Test
    void folder_recordings_areReadInTheOrderOfTheirNames(@TempDir Path root) throws Exception {
        RecordingFolder committed = new RecordingFolder(CommittedRecordings.FOLDER);
        RecordingFolder folder = new RecordingFolder(root);
        for (Scenario scenario : List.of(Scenario.WRONG_KEY, Scenario.FORBIDDEN, Scenario.NO_CREDITS)) {
            folder.write(committed.read("textToVideo", scenario).orElseThrow(), REDACTOR);
        }

        assertThat(folder.all())
                .extracting(Recording::toString)
                .containsExactly("textToVideo forbidden", "textToVideo no-credits", "textToVideo wrong-key");
        assertThat(root.resolve("textToVideo")).isDirectoryNotContaining("glob:**.tmp");
        assertThat(Files.readString(folder.file("textToVideo", Scenario.FORBIDDEN)))
                .isEqualTo(Files.readString(committed.file("textToVideo", Scenario.FORBIDDEN)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

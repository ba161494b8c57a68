package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.error;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.header;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.request;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.send;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.submit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.ManualClock;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of videos, and parts of them. */
@Tag("pit-sandbox")
class SandboxFilesTest {

    private static final byte[] VIDEO = SampleVideo.DEFAULT.mp4();
    private static final String CREATED = "Fri, 2 Jan 2026 03:04:06 GMT";

    private final ManualClock clock = new ManualClock();
    private final Sandbox sandbox = Sandbox.builder()
            .clock(clock)
            .processingTime(Duration.ofSeconds(1))
            .fileRetention(Duration.ofDays(2))
            .start();
    private final String id = submit(sandbox);
    private final String path = "/files/" + id + ".mp4";

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void file_ofACompletedJob_needsNoKey() {
        clock.advance(Duration.ofSeconds(1));

        HttpResponse<byte[]> response = send(request(sandbox, path));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(VIDEO);
        assertThat(header(response, "Content-Type")).isEqualTo("video/mp4");
        assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(response, "ETag")).matches("\"[0-9a-f-]{36}\"");
        assertThat(header(response, "Last-Modified")).isEqualTo(CREATED);
        assertThat(header(response, "Content-Range")).isNull();
        assertThat(header(response, "x-sandbox-provenance")).isEqualTo("synthesised");
        JournalEntry entry = sandbox.journal().get(1);
        assertThat(entry).hasToString("GET " + path + " 200");
        assertThat(entry.keyAccepted()).isFalse();
        assertThat(entry.operationId()).isEmpty();
        assertThat(sandbox.jobs().get(0).downloaded()).isTrue();
    }

    @Test
    void file_beforeTheEndOrAfterItsRetention_isUnknown() {
        assertThat(send(request(sandbox, path)).statusCode()).isEqualTo(404);
        clock.advance(Duration.ofSeconds(1).plusDays(2).minusNanos(1));
        assertThat(send(request(sandbox, path)).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofNanos(1));

        HttpResponse<byte[]> response = send(request(sandbox, path));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response)).isEqualTo("No file at " + path + ", or it was deleted.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/files/", "/files/x.mp4", "/files/.mp4", "/files/ID", "/files/ID.webm", "/files/ID/mp4"})
    void file_unknownName_isUnknown(String unknown) {
        clock.advance(Duration.ofSeconds(1));

        assertThat(send(request(sandbox, unknown.replace("ID", id))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void file_head_hasTheHeadersOfTheWholeFileOnly() {
        clock.advance(Duration.ofSeconds(1));

        HttpResponse<byte[]> response = send(request(sandbox, path)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .header("Range", "bytes=1-2"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(header(response, "Content-Length")).isEqualTo(String.valueOf(VIDEO.length));
        assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(sandbox.jobs().get(0).downloaded()).isFalse();
    }

    @Test
    void file_otherMethod_returns405() {
        HttpResponse<byte[]> response = send(request(sandbox, path).DELETE());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=1-3, 1, 3",
        "Bytes=5-, 5, END",
        "bytes=-2, LAST2, END",
        "bytes=7-99999999, 7, END"
    })
    void range_single_returnsThePart(String range, String first, String last) {
        clock.advance(Duration.ofSeconds(1));
        int from = position(first);
        int to = position(last);

        HttpResponse<byte[]> response = send(request(sandbox, path).header("Range", range));

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes " + from + "-" + to + "/" + VIDEO.length);
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(VIDEO, from, to + 1));
        assertThat(header(response, "ETag")).isNotNull();
        assertThat(header(response, "Last-Modified")).isEqualTo(CREATED);
        assertThat(header(response, "Content-Type")).isEqualTo("video/mp4");
        assertThat(sandbox.jobs().get(0).downloaded()).isTrue();
    }

    private static int position(String name) {
        return switch (name) {
            case "END" -> VIDEO.length - 1;
            case "LAST2" -> VIDEO.length - 2;
            default -> Integer.parseInt(name);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=99999999-", "bytes=-0"})
    void range_withoutAByte_returns416(String range) {
        clock.advance(Duration.ofSeconds(1));

        HttpResponse<byte[]> response = send(request(sandbox, path).header("Range", range));

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes */" + VIDEO.length);
        assertThat(error(response)).isEqualTo("Range must start within the " + VIDEO.length + " bytes of the file.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,3-4", "bytes=2-1", "bytes=-", "bytes=a-b", "items=0-1", "bytes"})
    void range_notSupported_returnsTheWholeFile(String range) {
        clock.advance(Duration.ofSeconds(1));

        HttpResponse<byte[]> response = send(request(sandbox, path).header("Range", range));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(VIDEO);
    }

    @Test
    void ifRange_ofThisFile_returnsThePart() {
        clock.advance(Duration.ofSeconds(1));
        String entityTag = header(send(request(sandbox, path)), "ETag");

        assertThat(partIf(entityTag)).isEqualTo(206);
        assertThat(partIf(CREATED)).isEqualTo(206);
    }

    @Test
    void ifRange_ofAnotherFile_returnsTheWholeFile() {
        clock.advance(Duration.ofSeconds(1));
        String entityTag = header(send(request(sandbox, path)), "ETag");

        assertThat(partIf("\"other\"")).isEqualTo(200);
        assertThat(partIf("W/" + entityTag)).isEqualTo(200);
        assertThat(partIf("Fri, 2 Jan 2026 03:04:07 GMT")).isEqualTo(200);
    }

    private int partIf(String validator) {
        return send(request(sandbox, path).header("Range", "bytes=0-1").header("If-Range", validator))
                .statusCode();
    }

    @Test
    void videoCall_file_isServedToo() {
        HttpResponse<byte[]> video = SandboxHttpClient.call(sandbox, SandboxHttpClient.anyOperation());

        assertThat(send(request(sandbox, "/files/" + header(video, "x-request-id") + ".mp4"))
                        .body())
                .isEqualTo(VIDEO);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 0, 9",
        "bytes=9-9, 9, 9",
        "bytes=0-10, 0, 9",
        "bytes=10-, 10, 9",
        "bytes=11-12, 10, 9",
        "bytes=-10, 0, 9",
        "bytes=-11, 0, 9",
        "bytes=-1, 9, 9",
        "bytes=-0, 10, 9",
        "bytes=999999999999999999-, 10, 9",
        "bytes=-999999999999999999, 0, 9"
    })
    void parse_range_isLimitedToTheFile(String header, int first, int last) {
        assertThat(ByteRange.parse(header, 10)).hasValue(new ByteRange(first, last));
        assertThat(new ByteRange(first, last).isSatisfiable(10)).isEqualTo(first < 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1-0", "bytes=-", "bytes=0-1,2-3", "bytes=9999999999999999999-", "bytes 0-1", ""})
    void parse_otherRange_isIgnored(String header) {
        assertThat(ByteRange.parse(header, 10)).isEmpty();
    }
}

package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are no HTTP, or not quite. */
@ExtendWith(SandboxExtension.class)
@Tag("pit-sandbox")
class SandboxMalformedRequestTest {

    private static final String LINE = "POST /v1/pixverse-v6 HTTP/1.1\r\n";
    private static final String HOST = "Host: localhost\r\n";

    private final Sandbox sandbox;
    private ServerLog log;

    SandboxMalformedRequestTest(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @BeforeEach
    void listen() {
        log = new ServerLog(sandbox);
    }

    @AfterEach
    void sandbox_afterAnyRequest_hasLoggedNothingAndResponds() {
        assertThat(SandboxHttpClient.call(sandbox, SandboxHttpClient.anyOperation())
                        .statusCode())
                .isEqualTo(200);
        sandbox.close();
        log.close();
        assertThat(log.lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: abc | Content-Length must be 0 to 67108864, but was abc",
                "Content-Length: -5 | Content-Length must be 0 to 67108864, but was -5",
                "Content-Length: | Content-Length must be 0 to 67108864, but was ",
                "Content-Length: 1e3 | Content-Length must be 0 to 67108864, but was 1e3",
                "Content-Length: 3000000000 | Content-Length must be 0 to 67108864, but was 3000000000",
                "Content-Length: 99999999999999999999 | Content-Length must be 0 to 67108864, but was 99999999999999999999",
                "Content-Length: 2~Content-Length: 3 | Content-Length must be present once, but was present 2 times",
                "Content-Length: 2~Transfer-Encoding: chunked | Content-Length must be absent where there is Transfer-Encoding",
                "Transfer-Encoding: gzip | Transfer-Encoding must be chunked, but was gzip",
                "Host: a:b:c | Host must be a name or address with its port, but was a:b:c",
                "Host: a:99999 | Host must be a name or address with its port, but was a:99999",
                "Host: | Host must be a name or address with its port, but was ",
                "Host: a/b | Host must be a name or address with its port, but was a/b",
                "Host: a@b | Host must be a name or address with its port, but was a@b",
                "Host: a~Host: b | Host must be present once, but was present 2 times",
                "x-host: a | Host must be present in HTTP/1.1, but was missing",
                "x-remark | Each header line must be",
                "x remark: 1 | Each header line must be",
                ": 1 | Each header line must be",
            })
    void request_malformedHeader_returns400NamingIt(String header, String problem) throws IOException {
        String host = header.contains("ost:") ? "" : HOST;

        String response = responseTo(LINE + host + header.replace("~", "\r\n") + "\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 400 ").contains("\r\nConnection: close\r\n", problem);
        assertThat(sandbox.journal()).singleElement().hasToString("POST /v1/pixverse-v6 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz\r\n", "-1\r\n", "\r\n", "80000000\r\n", "0x1\r\n", "2\r\n{}oops\r\n"})
    void request_malformedChunk_returns400AndIsInJournal(String chunks) throws IOException {
        String response = responseTo(LINE + HOST + "Transfer-Encoding: chunked\r\n\r\n" + chunks);

        assertThat(response).startsWith("HTTP/1.1 400 ").contains("chunk");
        assertThat(sandbox.journal()).singleElement().satisfies(entry -> {
            assertThat(entry).hasToString("POST /v1/pixverse-v6 400");
            assertThat(entry.header("Transfer-Encoding")).contains("chunked");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST",
                "POST /",
                "POST / HTTP/2.0",
                "POST pixverse HTTP/1.1",
                "POST http://[ HTTP/1.1",
                "CONNECT a:b:c HTTP/1.1",
                "\u0016\u0003\u0001 \u0000\u0001 \u0000"
            })
    void request_malformedFirstLine_returns400(String line) throws IOException {
        assertThat(responseTo(line + "\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("request line");
        assertThat(sandbox.journal()).hasSize(1);
    }

    /** RFC 9112, section 2.2: what reads it as the end of a line sees other headers than what does not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/pixverse-v6 HTTP/1.1\r\r\nHost: localhost\r\n\r\n",
                "POST /\rv1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nx: 1\rContent-Length: 5\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nx: 1\r\r\n\r\n",
                "\rPOST / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\n\rx: 1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r1\r\n{}\r\n0\r\n\r\n"
            })
    void request_bareCarriageReturn_returns400(String request) throws IOException {
        assertThat(responseTo(request))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("{\"error\":\"A carriage return must be followed by a line feed, but was not.\"}");
        assertThat(sandbox.journal()).hasSize(1);
    }

    @Test
    void request_nulInAHeader_returns400() throws IOException {
        assertThat(responseTo(LINE + HOST + "x: a\u0000b\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("Each header line must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n"})
    void request_http10_needsNoHost(String request) throws IOException {
        assertThat(responseTo(request)).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void request_headAtItsLimits_isRead() throws IOException {
        String path = "/" + "p".repeat(16 * 1024 - "GET / HTTP/1.1".length());
        String longest = "x-long: " + "v".repeat(16 * 1024 - "x-long: ".length()) + "\r\n";

        assertThat(responseTo("GET " + path + " HTTP/1.1\r\n" + HOST + longest + "x: 1\r\n".repeat(198) + "\r\n"))
                .startsWith("HTTP/1.1 404 ");
        assertThat(sandbox.journal().get(0).headers().get("x")).hasSize(198);
    }

    @Test
    void request_lineTooLong_returns431AndForTheFirstLine414() throws IOException {
        String tooLong = "v".repeat(16 * 1024 + 1);

        assertThat(responseTo(LINE + HOST + tooLong.substring(3) + ": v\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("\r\nConnection: close\r\n")
                .endsWith("{\"error\":\"A header line must be at most 16384 bytes, but was longer.\"}");
        assertThat(responseTo("GET /" + tooLong + " HTTP/1.1\r\n" + HOST + "\r\n"))
                .startsWith("HTTP/1.1 414 ")
                .endsWith("{\"error\":\"The request line must be at most 16384 bytes, but was longer.\"}");
        assertThat(responseTo(LINE + HOST + "Transfer-Encoding: chunked\r\n\r\n1;" + tooLong + "\r\n{\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("{\"error\":\"A chunk line must be at most 16384 bytes, but was longer.\"}");
        assertThat(responseTo(
                        LINE + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\nx-trailer: " + tooLong + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(sandbox.journal()).extracting(JournalEntry::method).containsExactly("POST", "GET", "POST", "POST");
    }

    @Test
    void request_tooManyHeaderLines_returns431() throws IOException {
        String many = "x: 1\r\n".repeat(200);

        assertThat(responseTo(LINE + HOST + many + "\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .endsWith("{\"error\":\"The number of header lines must be at most 200, but was higher.\"}");
        assertThat(responseTo(LINE + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + many + "x: 1\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    /** A line without an end is rejected before the line ends. */
    @Test
    void request_endlessLine_isRejectedBeforeItsEnd() throws IOException {
        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.send(LINE + HOST + "x: " + "v".repeat(1_000_000));

            assertThat(connection.readHead()).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void request_malformedWithMoreBytes_getsItsWholeResponse() throws IOException {
        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.send(LINE + HOST + "Content-Length: abc\r\n\r\n" + "{}".repeat(100_000));

            assertThat(new String(connection.readToEnd(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .endsWith("}");
        }
    }

    @Test
    void request_malformedWithKey_showsItInNeitherJournalNorResponse() throws IOException {
        String response = responseTo(LINE + HOST + "x-api-key: " + sandbox.apiKey() + "\r\nx-api-key "
                + sandbox.apiKey() + "\r\nContent-Length: abc\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 400 ").doesNotContain(sandbox.apiKey());
        assertThat(sandbox.journal().toString() + sandbox.journal().get(0).headers())
                .doesNotContain(sandbox.apiKey())
                .contains(JournalEntry.REDACTED);
    }

    @Test
    void request_malformed_usesNeitherStubsNorRate() throws IOException {
        sandbox.setRateLimit(1, Duration.ofHours(1));
        sandbox.respondWith(StubResponse.empty(200));

        responseTo(LINE + HOST + "Content-Length: abc\r\n\r\n");

        assertThat(SandboxHttpClient.call(sandbox, SandboxHttpClient.anyOperation())
                        .body())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                LINE,
                LINE + HOST,
                LINE + HOST + "Content-Length: 5\r\n\r\n{}",
                LINE + HOST + "Transfer-Encoding: chunked\r\n\r\n5\r\n{}",
                "GET / HTTP/1.0\r\nContent-Length: 5\r\n\r\n{}"
            })
    void request_endingEarly_getsNoResponseAndNoJournalEntry(String request) throws IOException {
        assertThat(responseTo(request)).isEmpty();
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void request_chunkedWithExtensionsAndTrailers_isReadWhole() throws IOException {
        String body =
                SandboxHttpClient.validBody(SandboxHttpClient.anyOperation()).toString();
        int half = body.length() / 2;

        String response =
                responseTo("POST " + SandboxHttpClient.anyOperation().path() + " HTTP/1.1\r\n" + HOST + "x-api-key: "
                        + sandbox.apiKey() + "\r\nContent-Type: application/json\r\nTransfer-Encoding: Chunked\r\n\r\n"
                        + Integer.toHexString(half).toUpperCase(Locale.ROOT) + ";name=value\r\n"
                        + body.substring(0, half) + "\r\n" + Integer.toHexString(body.length() - half) + "\r\n"
                        + body.substring(half) + "\r\n0\r\nx-trailer: 1\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 200 ");
        assertThat(sandbox.journal()).singleElement().satisfies(entry -> {
            assertThat(entry.bodyText()).isEqualTo(body);
            assertThat(entry.header("Transfer-Encoding")).contains("Chunked");
        });
    }

    @Test
    void requests_pipelined_getResponsesInOrder() throws IOException {
        String check = "GET /v1/get-user-credits HTTP/1.1\r\n" + HOST + "\r\n";

        String responses = responseTo(check + "\r\n" + check + LINE + "Host:\r\n\r\n" + check);

        assertThat(Pattern.compile("HTTP/1\\.1 (\\d+)")
                        .matcher(responses)
                        .results()
                        .map(status -> status.group(1)))
                .containsExactly("401", "401", "400");
    }

    /** Everything until the sandbox closes the connection; sends nothing more. */
    private String responseTo(String request) throws IOException {
        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.send(request);
            connection.endInput();
            return new String(connection.readToEnd(), StandardCharsets.ISO_8859_1);
        }
    }
}

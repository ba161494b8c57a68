package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import io.github.pixverseopenapi.contract.fixtures.MalformedResponse;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.SampleReport;
import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One request, its key, and where both may go. */
@Tag("pit-verify")
class ProbeClientTest {

    private static final String KEY = "a-secret.key+";

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void send_withTheKey_sendsMethodPathHeadersAndBody() throws Exception {
        RecordedRequest request = received(SampleReport.check(CheckKind.BAD_VALUE, "textToVideo"));

        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getTarget()).isEqualTo("/v1/pixverse-text2video");
        assertThat(request.getHeaders().get("x-api-key")).isEqualTo(KEY);
        assertThat(request.getHeaders().get("Accept")).isEqualTo("video/mp4, application/json");
        assertThat(request.getHeaders().get("User-Agent")).isEqualTo("pixverse-contract-verify");
        assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
        assertThat(request.getHeaders().get("Transfer-Encoding")).isNull();
        assertThat(request.getBody().utf8())
                .isEqualTo(SampleReport.check(CheckKind.BAD_VALUE, "textToVideo")
                        .request()
                        .body()
                        .orElseThrow()
                        .toString());
    }

    @Test
    void send_withAWrongKey_sendsOneThatSharesNothingWithTheRealOne() throws Exception {
        assertThat(received(SampleReport.check(CheckKind.WRONG_KEY, "textToVideo"))
                        .getHeaders()
                        .get("x-api-key"))
                .isEqualTo("wrong-on-purpose");
    }

    @Test
    void send_withoutAKey_sendsNone() throws Exception {
        RecordedRequest request = received(SampleReport.check(CheckKind.WRONG_METHOD, "textToVideo"));

        assertThat(request.getMethod()).isEqualTo("GET");
        assertThat(request.getHeaders().get("x-api-key")).isNull();
    }

    @Test
    void send_response_isReadCompletelyWithoutTheKey() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(418)
                .setHeader("x-seen", "by A-SECRET.KEY+!")
                .body("is " + KEY + ".")
                .build());

        ProbeResponse reply = sender().send(SampleReport.check(CheckKind.CREDITS));

        assertThat(reply.status()).isEqualTo(418);
        assertThat(reply.header("x-seen")).hasValue("by <redacted>!");
        assertThat(new String(reply.response().body(), StandardCharsets.UTF_8)).isEqualTo("is <redacted>.");
        assertThat(reply.duration()).isBetween(Duration.ofNanos(1), Duration.ofMinutes(1));
    }

    @Test
    void send_redirect_isNotFollowed() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .setHeader("Location", "/elsewhere")
                .build());
        server.enqueue(new MockResponse.Builder().build());

        assertThat(sender().send(SampleReport.check(CheckKind.CREDITS)).status())
                .isEqualTo(302);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void send_unavailableForZeroSeconds_isNotRepeated() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(503)
                .setHeader("Retry-After", "0")
                .build());
        server.enqueue(new MockResponse.Builder().build());

        assertThat(sender().send(SampleReport.check(CheckKind.BAD_VALUE, "textToVideo"))
                        .status())
                .isEqualTo(503);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void send_truncatedResponse_isNoResponse() {
        server.enqueue(new MockResponse.Builder()
                .code(200)
                .setHeader("Content-Length", "9")
                .body("short")
                .setHeader("Content-Length", "9")
                .onResponseEnd(new SocketEffect.CloseSocket())
                .build());

        assertThatThrownBy(() -> sender().send(SampleReport.check(CheckKind.CREDITS)))
                .isInstanceOf(NoResponseException.class)
                .hasMessage("connection failed: unexpected end of stream");
    }

    @Test
    void send_videoThatHoldsTheKey_staysAsItIs() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", "video/mp4")
                .body("is " + KEY + ".")
                .build());
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", "text/video")
                .body("is " + KEY + ".")
                .build());

        assertThat(sender().send(SampleReport.check(CheckKind.CREDITS))
                        .response()
                        .body())
                .asString()
                .isEqualTo("is " + KEY + ".");
        assertThat(sender().send(SampleReport.check(CheckKind.CREDITS))
                        .response()
                        .body())
                .asString()
                .isEqualTo("is <redacted>.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DIFFERING_LENGTHS | connection failed: header Content-Length must be one number of bytes, but was \"2\", \"12\"",
                "NEGATIVE_STATUS | the response is not valid HTTP: code < 0: -12"
            })
    void send_malformedResponse_isNoResponseAndClosesTheConnection(MalformedResponse response, String message) {
        try (RawServer service = response.serve()) {
            assertThatThrownBy(() -> sender(service.url()).send(SampleReport.check(CheckKind.CREDITS)))
                    .isInstanceOf(NoResponseException.class)
                    .hasMessage(message);
            await().untilAsserted(() -> assertThat(service.openConnections()).isZero());
        }
    }

    @ParameterizedTest
    @MethodSource
    void noResponse_eachFailure_hasItsOwnMessage(IOException failure, String message) {
        assertThat(new NoResponseException(failure, Duration.ofMillis(1_500), Redactor.of(KEY)))
                .hasMessage(message)
                .hasNoCause();
    }

    static Stream<Arguments> noResponse_eachFailure_hasItsOwnMessage() {
        return Stream.of(
                Arguments.of(new UnknownHostException("x"), "unknown host"),
                Arguments.of(new ConnectException("x"), "connection refused or host unreachable"),
                Arguments.of(new NoRouteToHostException("x"), "connection refused or host unreachable"),
                Arguments.of(new InterruptedIOException("timeout"), "no complete response within 1.5 s"),
                Arguments.of(new SSLException("bad\n" + KEY), "TLS failed: bad <redacted>"),
                Arguments.of(new IOException("reset"), "connection failed: reset"),
                Arguments.of(new IOException((String) null), "connection failed: no message"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'the variable K must be an API key, but was missing'",
        "'  ', 'the variable K must be an API key, but was missing'",
        "1234567, 'the variable K must be 8 to 1000 visible ASCII characters without blanks, but was not (value redacted)'",
        "1234 5678, 'the variable K must be 8 to 1000 visible ASCII characters without blanks, but was not (value redacted)'"
    })
    void key_notUsable_isRejectedWithoutBeingShown(String value, String message) {
        assertThatThrownBy(() -> key(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void key_anyText_neverShowsIt() {
        assertThat(key(" 12345678\n")).hasToString("<key>");
        assertThat(key(" 12345678\n").value()).isEqualTo("12345678");
    }

    @Test
    void key_inTheDefaultVariable_isOptional() {
        assertThat(ServiceApiKey.fromDefaultVariable(Map.of())).isEmpty();
        assertThat(ServiceApiKey.fromDefaultVariable(Map.of("SEGMIND_API_KEY", "\t")))
                .isEmpty();
        assertThat(ServiceApiKey.fromDefaultVariable(Map.of("SEGMIND_API_KEY", "12345678")))
                .hasValueSatisfying(key -> assertThat(key.value()).isEqualTo("12345678"));
        assertThatThrownBy(() -> ServiceApiKey.fromDefaultVariable(Map.of("SEGMIND_API_KEY", "short")))
                .hasMessageStartingWith("the variable SEGMIND_API_KEY must be 8 to 1000 visible");
        assertThatThrownBy(() -> ServiceApiKey.fromVariable("OTHER", Map.of()))
                .hasMessage("the variable OTHER must be an API key, but was missing");
    }

    @Test
    void key_inAFile_isReadWithoutTheLineBreak(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");

        assertThat(ServiceApiKey.fromFile(file).value()).isEqualTo(KEY);
        assertThatThrownBy(() -> ServiceApiKey.fromFile(folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the file " + folder.resolve("none")
                        + " must be a readable text file that contains only the key, but was unreadable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example///",
                "http://localhost:1",
                "http://a.localhost",
                "http://127.0.0.1/base/",
                "http://[::1]"
            })
    void target_usable_isWithoutASlashAtItsEnd(String url) {
        VerifyTarget target = VerifyTarget.of(url);

        assertThat(target).hasToString(url.replaceAll("/+$", ""));
        assertThat(target.at("/v1/a")).hasToString(target + "/v1/a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ftp://a.example | 'ftp://a.example'",
                "ftp://me:word@a.example | another text (redacted, because it may contain a password)",
                "http://127.0.0.256 | 'http://127.0.0.256', which sends the key unencrypted",
                "http://a.example | 'http://a.example', which sends the key unencrypted",
                "http://127.0.0.1.example | 'http://127.0.0.1.example', which sends the key unencrypted",
                "https://a.example?b | 'https://a.example?b', which has a query or fragment",
                "https://a.example#b | 'https://a.example#b', which has a query or fragment",
                "https://me@a.example | one with a user name or password (value redacted)",
                "https://:word@a.example | one with a user name or password (value redacted)"
            })
    void target_notUsable_isRejected(String url, String message) {
        assertThatThrownBy(() -> VerifyTarget.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "must be an https URL such as https://api.segmind.com, or an http URL of this machine such as"
                                + " http://127.0.0.1:8089, but was " + message);
    }

    @ParameterizedTest
    @CsvSource({"0, $0.00", "2, $2.00", "2.1, $2.10", "2.160, $2.16", "0.0445, $0.0445", "1E+3, $1000.00"})
    void dollars_anyAmount_haveCentsAndNoMoreDigitsThanNeeded(String usd, String shown) {
        assertThat(Formats.dollars(new BigDecimal(usd))).isEqualTo(shown);
    }

    private RecordedRequest received(Check check) throws Exception {
        server.enqueue(new MockResponse.Builder().build());
        sender().send(check);
        return server.takeRequest();
    }

    private ProbeClient sender() {
        return sender("http://127.0.0.1:" + server.getPort());
    }

    private static ProbeClient sender(String url) {
        return new ProbeClient(VerifyTarget.of(url), "x-api-key", Optional.of(key(KEY)), Redactor.of(KEY));
    }

    private static ServiceApiKey key(String value) {
        return ServiceApiKey.fromVariable("K", Map.of("K", value));
    }
}

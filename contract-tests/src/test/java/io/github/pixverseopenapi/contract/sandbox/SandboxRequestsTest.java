package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as bytes, and the sandbox's responses, without a connection. */
@Tag("pit-sandbox")
class SandboxRequestsTest {

    private static final String LINE = "POST /v1/a?b=c HTTP/1.1\r\n";
    private static final String HOST = "Host: localhost\r\n";
    private static final String JSON = "application/json";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String REQUEST_LINE = "The request line must be a method, a path and HTTP/1.1.";

    private final ApiOperation operation = SandboxHttpClient.anyOperation();
    private final CreditLedger ledger = new CreditLedger(BigDecimal.TEN);
    private final RateLimit rateLimit = new RateLimit();
    private final ApiKeyAuthenticator keyCheck = new ApiKeyAuthenticator("x-api-key", "right");
    private final GenerationStore store = new GenerationStore(ledger, JobTimes.DEFAULT);
    private final VideoHandler calls = new VideoHandler(
            SandboxHttpClient.DOCUMENT,
            store,
            new GenerationPlan.Planner(SandboxHttpClient.DOCUMENT),
            Duration.ofSeconds(3));
    private final OperationRouter router = new OperationRouter(
            new CallValidator(SandboxHttpClient.DOCUMENT, keyCheck, rateLimit),
            calls,
            request -> StubResponse.empty(202),
            Map.of("getCredits", new CreditsHandler(store)));

    @Test
    void read_withALength_readsHeadAndBody() {
        ParsedRequest request = read(LINE + HOST + "Content-Length: 3\r\nA:b\r\na:  c \r\n\r\nabcrest");

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/a");
        assertThat(request.head().target()).isEqualTo("/v1/a?b=c");
        assertThat(request.headers().values("A")).containsExactly("b", "c");
        assertThat(request.body()).asString().isEqualTo("abc");
        assertThat(request.problem()).isEmpty();
        assertThat(request.freshConnection()).isTrue();
        assertThat(request.endsConnection()).isFalse();
    }

    @Test
    void read_second_isOnAUsedConnection() throws IOException {
        RequestReader reader = reader("\r\n" + LINE + HOST + "\r\n\r\n\r\nGET /2 HTTP/1.0\r\n" + HOST + "\r\n");

        assertThat(reader.next().freshConnection()).isTrue();
        ParsedRequest second = reader.next();
        assertThat(second.freshConnection()).isFalse();
        assertThat(second.path()).isEqualTo("/2");
        assertThat(second.body()).isEmpty();
        assertThatThrownBy(reader::next)
                .isInstanceOf(EOFException.class)
                .hasMessage("The client closed the connection within a line.");
    }

    @Test
    void read_chunked_joinsTheChunksAndSkipsTheTrailers() throws IOException {
        RequestReader reader =
                reader(LINE + HOST + "Transfer-Encoding: Chunked\r\n\r\nA;x=y\r\n0123456789\r\n 1 \r\n-\r\n0\r\n"
                        + "x-trailer: 1\r\n\r\n" + LINE + HOST + "\r\n");

        assertThat(reader.next().body()).asString().isEqualTo("0123456789-");
        assertThat(reader.next().problem()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "xyz~ | The size of a chunk must be 1 to 7 hexadecimal digits, but was \"xyz\".",
                "10000000~ | The size of a chunk must be 1 to 7 hexadecimal digits, but was \"10000000\".",
                "2~abc~ | A chunk must be 2 bytes as declared, but was longer.",
                "1~a~4000000~ | The body must be at most 67108864 bytes, but was longer."
            })
    void read_malformedChunks_isAProblemOfTheRequest(String chunks, String problem) {
        ParsedRequest request = read(LINE + HOST + "Transfer-Encoding: chunked\r\n\r\n"
                + chunks.strip().replace("~", "\r\n"));

        assertThat(request.problem()).hasValue(new RequestProblem(400, problem));
        assertThat(request.endsConnection()).isTrue();
        assertThat(request.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 67108865 | Content-Length must be 0 to 67108864, but was 67108865.",
                "Content-Length: 1000000000 | Content-Length must be 0 to 67108864, but was 1000000000.",
                "Content-Length: -1 | Content-Length must be 0 to 67108864, but was -1.",
                "Content-Length: 2~Content-Length: 2 | Content-Length must be present once, but was present 2 times.",
                "Content-Length: 2~Transfer-Encoding: chunked | Content-Length must be absent where there is Transfer-Encoding, but was 2.",
                "Transfer-Encoding: gzip | Transfer-Encoding must be chunked, but was gzip.",
                "Transfer-Encoding: chunked~Transfer-Encoding: chunked | Transfer-Encoding must be present once, but was present 2 times.",
                "Host: b | Host must be present once, but was present 2 times.",
                "x remark: 1 | Each header line must be a name, a colon and a value."
            })
    void read_malformedHeader_isAProblemOfTheRequest(String header, String problem) {
        assertThat(read(LINE + HOST + header.replace("~", "\r\n") + "\r\n\r\n").problem())
                .hasValue(new RequestProblem(400, problem));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a@b", "a:b:c", "a b"})
    void read_invalidHost_isAProblemOfTheRequest(String host) {
        assertThat(read(LINE + "Host: " + host + "\r\n\r\n").problem())
                .hasValue(
                        new RequestProblem(400, "Host must be a name or address with its port, but was " + host + "."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "POST /", "POST / HTTP/2", "POST / HTTP/1.11", "POST nowhere HTTP/1.1"})
    void read_malformedFirstLine_isAProblemOfTheRequest(String line) {
        assertThat(read(line + "\r\n" + HOST + "\r\n").problem()).hasValue(new RequestProblem(400, REQUEST_LINE));
        assertThat(read("POST\r\n" + HOST + "\r\n").path()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"*, /", "http://a.example/b?c, /b", "/%41/b, /%41/b"})
    void read_target_isAPathAStarOrAnAddress(String target, String path) {
        ParsedRequest request = read("GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n");

        assertThat(request.problem()).isEmpty();
        assertThat(request.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"close, true", "'TE, Close', true", "keep-alive, false", "closed, false"})
    void read_connectionHeaderClose_endsTheConnection(String options, boolean ends) {
        assertThat(read(LINE + HOST + "Connection: " + options + "\r\n\r\n").endsConnection())
                .isEqualTo(ends);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5\r\n\r\n{}", "Transfer-Encoding: chunked\r\n\r\n5\r\n{}"})
    void read_bodyThatEndsEarly_isNoRequest(String rest) {
        assertThatThrownBy(() -> reader(LINE + HOST + rest).next())
                .isInstanceOf(EOFException.class)
                .hasMessage("The client closed the connection within a body.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 67108864\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n4000000\r\n"})
    void read_bodyOfTheMaximumLength_isRead(String rest) {
        assertThatThrownBy(() -> reader(LINE + HOST + rest).next())
                .isInstanceOf(EOFException.class)
                .hasMessage("The client closed the connection within a body.");
    }

    @Test
    void read_lineOf16KiB_isTheLongestAllowed() {
        String rest = " HTTP/1.1";
        String target = "/" + "x".repeat(LineReader.MAX_LENGTH - "GET /".length() - rest.length());
        String value = "x".repeat(LineReader.MAX_LENGTH - "a:".length());

        assertThat(read("GET " + target + rest + "\r\n" + HOST + "a:" + value + "\r\n\r\n")
                        .problem())
                .isEmpty();
        ParsedRequest rejected = read("GET " + target + "x" + rest + "\r\n" + HOST + "\r\n");
        assertThat(rejected.problem())
                .hasValue(new RequestProblem(414, "The request line must be at most 16384 bytes, but was longer."));
        assertThat(rejected.path()).isEqualTo(target + "x");
        assertThat(read(LINE + HOST + "a:x" + value + "\r\n\r\n").problem())
                .hasValue(new RequestProblem(431, "A header line must be at most 16384 bytes, but was longer."));
        assertThat(read(LINE + HOST + "Transfer-Encoding: chunked\r\n\r\n0;" + value + "x\r\n\r\n")
                        .problem())
                .hasValue(new RequestProblem(400, "A chunk line must be at most 16384 bytes, but was longer."));
    }

    @Test
    void read_headerLines_areAtMost200WithTheTrailers() {
        RequestProblem problem =
                new RequestProblem(431, "The number of header lines must be at most 200, but was higher.");
        String chunked = "Transfer-Encoding: chunked\r\n";

        assertThat(read(LINE + HOST + "a:b\r\n".repeat(199) + "\r\n").problem()).isEmpty();
        assertThat(read(LINE + HOST + "a:b\r\n".repeat(200) + "\r\n").problem()).hasValue(problem);
        assertThat(read(LINE + HOST + chunked + "\r\n0\r\n" + "a:b\r\n".repeat(198) + "\r\n")
                        .problem())
                .isEmpty();
        assertThat(read(LINE + HOST + chunked + "\r\n0\r\n" + "a:b\r\n".repeat(199) + "\r\n")
                        .problem())
                .hasValue(problem);
    }

    @Test
    void read_carriageReturnAlone_isAProblemOfTheRequest() {
        assertThat(read(LINE + HOST + "a: b\rc: d\r\n\r\n").problem())
                .hasValue(new RequestProblem(400, "A carriage return must be followed by a line feed, but was not."));
        assertThat(read("GET / HTTP/1.1\nHost: a\n\n").problem()).isEmpty();
    }

    @Test
    void read_withoutHost_isAProblemInHttp11Only() {
        assertThat(read(LINE + "\r\n").problem())
                .hasValue(new RequestProblem(400, "Host must be present in HTTP/1.1, but was missing."));
        assertThat(read("GET / HTTP/1.0\r\n\r\n").problem()).isEmpty();
    }

    @Test
    void read_toTheEnd_takesAllThatIsLeft() throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream("abc".getBytes(StandardCharsets.US_ASCII));
        new RequestReader(bytes).awaitClose();

        assertThat(bytes.available()).isZero();
    }

    @Test
    void call_asDocumented_isAVideoThatIsCharged() {
        StubResponse response =
                response("right", JSON, SandboxHttpClient.validBody(operation).toString());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(SampleVideo.DEFAULT.mp4());
        assertThat(response.delay()).isEqualTo(Duration.ofSeconds(3)).isEqualTo(calls.latency());
        assertThat(response.headers())
                .containsEntry("x-cost", List.of("1.00"))
                .containsEntry("x-remaining-credits", List.of("9.00"))
                .containsEntry("content-type", List.of("video/mp4"))
                .containsKeys("x-seed-value", "x-generation-time");
        assertThat(ledger.balance()).isEqualByComparingTo("9");
    }

    @Test
    void call_duration_choosesTheSample() {
        JsonObject body = SandboxHttpClient.validBody(operation);
        body.addProperty("duration", 8);
        calls.setLatency(Duration.ZERO);

        StubResponse response = response("right", JSON, body.toString());
        assertThat(response.body())
                .isEqualTo(SampleVideo.of("textToVideo", "16:9", BigDecimal.valueOf(8), false)
                        .mp4());
        assertThat(response.delay()).isZero();
    }

    @Test
    void call_ofAnOperationWithADefaultDuration_takesThat() {
        ApiOperation v6 = SandboxHttpClient.operations()
                .filter(any -> any.operationId().equals("generateV6Video"))
                .findFirst()
                .orElseThrow();
        JsonObject body = SandboxHttpClient.validBody(v6);
        body.remove("duration");

        assertThat(router.handle(v6, request("POST", "right", JSON, body.toString()), NOW)
                        .body())
                .isEqualTo(SampleVideo.of("generateV6Video", "16:9", BigDecimal.valueOf(5), true)
                        .mp4());
    }

    @Test
    void call_rejected_reportsTheReasonAndIsFree() {
        String good = SandboxHttpClient.validBody(operation).toString();

        assertThat(text(router.handle(operation, request("PUT", "right", JSON, good), NOW)))
                .isEqualTo("405 <!doctype html>\n"
                        + "<title>405</title>\n<h1>Method not allowed</h1>\n<p>Use POST.</p>\n");
        assertThat(router.handle(operation, request("PUT", "right", JSON, good), NOW)
                        .headers())
                .containsEntry("allow", List.of("POST"));
        assertThat(text(response("wrong", JSON, good))).isEqualTo("401 {\"error\":\"The API key is not valid.\"}");
        assertThat(text(response("right", "text/plain", good)))
                .isEqualTo("400 {\"error\":\"Content-Type must be application/json, but was text/plain\"}");
        assertThat(text(response("right", "", good)))
                .isEqualTo("400 {\"error\":\"Content-Type must be application/json, but was \"}");
        assertThat(text(router.handle(
                        operation, read("POST /a HTTP/1.1\r\n" + HOST + "x-api-key: right\r\n\r\n"), NOW)))
                .isEqualTo("400 {\"error\":\"Content-Type must be application/json, but was missing\"}");
        assertThat(text(response("right", "Application/JSON ; a=b", "[]")))
                .isEqualTo("400 {\"error\":\"the body must be a JSON object, but was another value\"}");
        assertThat(text(response("right", JSON, "{}")))
                .startsWith("400 {\"error\":\"")
                .contains(" must be present, but was missing; ");
        ledger.set(new BigDecimal("0.99"));
        assertThat(text(response("right", JSON, good)))
                .isEqualTo("406 {\"error\":\"Too few credits: 0.99 left, 1.00 needed.\"}");
        assertThat(ledger.balance()).isEqualTo(new BigDecimal("0.99"));
    }

    @Test
    void call_aboveTheRate_returnsTheResetTime() {
        rateLimit.set(1, Duration.ofMinutes(1));
        response("right", JSON, "{}");
        StubResponse rejected = response("right", JSON, "{}");

        assertThat(text(rejected))
                .isEqualTo("429 {\"error\":\"Too many requests; the next one is admitted at 2026-01-02T03:05:05Z.\"}");
        assertThat(rejected.headers()).containsEntry("x-rate-limit-reset-at-utc", List.of("2026-01-02T03:05:05Z"));
    }

    @Test
    void creditsRequest_withTheKey_returnsTheCredits() {
        ApiOperation credits =
                SandboxHttpClient.DOCUMENT.operation("/v1/get-user-credits").orElseThrow();

        assertThat(text(router.handle(credits, request("GET", "right", JSON, ""), NOW)))
                .isEqualTo("200 {\"credits\":10,\"free-credits\":0}");
        assertThat(router.handle(credits, request("GET", "wrong", JSON, ""), NOW)
                        .status())
                .isEqualTo(401);
        assertThat(router.handle(credits, request("POST", "right", JSON, ""), NOW)
                        .status())
                .isEqualTo(405);
        assertThat(router.handle(credits, request("POST", "right", JSON, ""), NOW)
                        .headers())
                .containsEntry("allow", List.of("GET"));
    }

    @Test
    void router_anyOperation_hasTheHandlerOfItsKind() {
        ApiOperation submit =
                SandboxHttpClient.DOCUMENT.operation("/v2/pixverse-v6").orElseThrow();
        ApiOperation history = SandboxHttpClient.DOCUMENT
                .operation("/inference-request/request-history")
                .orElseThrow();

        assertThat(text(router.handle(
                        submit,
                        request(
                                "POST",
                                "right",
                                JSON,
                                SandboxHttpClient.validBody(submit).toString()),
                        NOW)))
                .isEqualTo("202 ");
        assertThat(text(router.handle(history, request("GET", "right", JSON, ""), NOW)))
                .isEqualTo("501 {\"error\":\"The sandbox does not serve listRequestHistory.\"}");
    }

    @Test
    void errors_ofOtherKinds_haveTheirMessages() {
        assertThat(text(ErrorResponses.malformed(new RequestProblem(414, "Why."))))
                .isEqualTo("414 {\"error\":\"Why.\"}");
        assertThat(text(ErrorResponses.unknownPath("/a"))).isEqualTo("404 {\"error\":\"No endpoint at /a.\"}");
        assertThat(text(ErrorResponses.sandboxFailed(new IllegalStateException("why"))))
                .isEqualTo("500 {\"error\":\"The sandbox itself failed: java.lang.IllegalStateException: why\"}");
    }

    private StubResponse response(String key, String mediaType, String body) {
        return router.handle(operation, request("POST", key, mediaType, body), NOW);
    }

    private static ParsedRequest request(String method, String key, String mediaType, String body) {
        return read(method + " /a HTTP/1.1\r\n" + HOST + "x-api-key: " + key + "\r\nContent-Type: " + mediaType
                + "\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    private static ParsedRequest read(String text) {
        try {
            return reader(text).next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RequestReader reader(String text) {
        return new RequestReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(StubResponse response) {
        return response.status() + " " + new String(response.body(), StandardCharsets.UTF_8);
    }
}

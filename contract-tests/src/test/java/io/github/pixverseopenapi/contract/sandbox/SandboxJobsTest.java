package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.call;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.error;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.get;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.json;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.operation;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.submit;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ExchangeValidator;
import io.github.pixverseopenapi.contract.document.PriceList;
import io.github.pixverseopenapi.contract.document.ReceivedRequest;
import io.github.pixverseopenapi.contract.document.ReceivedResponse;
import io.github.pixverseopenapi.contract.fixtures.ManualClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs from their submission to their expiry. */
@Tag("pit-sandbox")
class SandboxJobsTest {

    private static final ApiOperation SUBMIT = operation("submitTextToVideo");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final SampleVideo EIGHT_SECONDS =
            SampleVideo.of("textToVideo", "16:9", BigDecimal.valueOf(8), false);

    private final ManualClock clock = new ManualClock();
    private final Sandbox sandbox = Sandbox.builder()
            .clock(clock)
            .queueTime(Duration.ofSeconds(2))
            .processingTime(Duration.ofMillis(41_500))
            .jobRetention(Duration.ofMinutes(10))
            .start();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    static Stream<ApiOperation> submits() {
        return SandboxHttpClient.DOCUMENT.operations().stream()
                .filter(operation -> operation.submits().isPresent());
    }

    @ParameterizedTest
    @MethodSource("submits")
    void submit_valid_returnsIdAndUrlsAndCostsAsMuchAsTheVideo(ApiOperation submit) {
        HttpResponse<byte[]> response = call(sandbox, submit);

        assertThat(response.statusCode()).isEqualTo(200);
        JsonObject body = json(response);
        String id = body.get("request_id").getAsString();
        assertThat(UUID.fromString(id)).hasToString(id);
        String url = sandbox.baseUrl() + "/v2/requests/" + id;
        assertThat(body)
                .isEqualTo(JsonParser.parseString("{\"request_id\":\"" + id + "\",\"status\":\"QUEUED\",\"poll_url\":\""
                        + url + "/status\",\"status_url\":\"" + url + "/status\",\"response_url\":\"" + url + "\"}"));
        PriceList prices = new PriceList(SandboxHttpClient.DOCUMENT);
        assertThat(sandbox.jobs())
                .containsExactly(new SandboxJob(
                        id,
                        submit.operationId(),
                        SandboxJobState.QUEUED,
                        clock.instant(),
                        prices.of(operation(submit.submits().orElseThrow())),
                        Optional.empty(),
                        false,
                        false));
    }

    @Test
    void responses_ofEachState_areAsDocumented() {
        String id = submit(sandbox);
        assertDocumented("/v2/requests/" + id + "/status");
        assertDocumented("/v2/requests/" + id);
        clock.advance(Duration.ofMinutes(1));
        assertDocumented("/v2/requests/" + id + "/status");
        assertDocumented("/v2/requests/" + id);
        sandbox.failNextJob("declined");
        String failed = submit(sandbox);
        clock.advance(Duration.ofMinutes(1));
        assertDocumented("/v2/requests/" + failed + "/status");
        assertDocumented("/v2/requests/" + failed);
        assertDocumented("/v2/requests/no-such-id");
        assertDocumented("/inference-request/request-history");
        assertDocumented("/inference-request/request-history/" + id);
        assertDocumented("/v1/get-user-credits");
    }

    private void assertDocumented(String path) {
        HttpResponse<byte[]> response = get(sandbox, path);
        assertThat(ExchangeValidator.of(SandboxHttpClient.DOCUMENT)
                        .validate(
                                new ReceivedRequest(
                                        "GET", path, Map.of("x-api-key", List.of(sandbox.apiKey())), new byte[0]),
                                new ReceivedResponse(
                                        response.statusCode(),
                                        response.headers().map(),
                                        response.body())))
                .as(path)
                .isEmpty();
    }

    @Test
    void status_ofAJob_followsTheClock() {
        String id = submit(sandbox);

        assertThat(status(id)).isEqualTo("{\"request_id\":\"" + id + "\",\"status\":\"QUEUED\"}");
        clock.advance(Duration.ofSeconds(2).minusNanos(1));
        assertThat(status(id)).contains("QUEUED");
        clock.advance(Duration.ofNanos(1));
        assertThat(status(id)).isEqualTo("{\"request_id\":\"" + id + "\",\"status\":\"PROCESSING\"}");
        clock.advance(Duration.ofMillis(41_500).minusNanos(1));
        assertThat(status(id)).contains("PROCESSING");
        assertThat(sandbox.credits()).isEqualByComparingTo("100");
        clock.advance(Duration.ofNanos(1));
        assertThat(status(id))
                .isEqualTo("{\"request_id\":\"" + id + "\",\"status\":\"COMPLETED\",\"metrics\":{\"cost\":1.00,"
                        + "\"remaining_credits\":99.00,\"inference_time\":41.5,\"queue_time\":2.0,"
                        + "\"total_time\":43.5}}");
        assertThat(sandbox.credits()).isEqualByComparingTo("99");
    }

    @Test
    void result_beforeTheEnd_isTheStatus() {
        String id = submit(sandbox);

        HttpResponse<byte[]> result = get(sandbox, "/v2/requests/" + id);

        assertThat(result.statusCode()).isEqualTo(200);
        assertThat(SandboxHttpClient.text(result)).isEqualTo(status(id));
        assertThat(sandbox.jobs().get(0).resultFetched()).isFalse();
    }

    @Test
    void result_ofACompletedJob_hasTheFile() {
        JsonObject request = SandboxHttpClient.validBody(SUBMIT);
        request.addProperty("seed", 77);
        request.addProperty("duration", 8);
        String id = json(call(sandbox, SUBMIT, request)).get("request_id").getAsString();
        clock.advance(Duration.ofMinutes(1));

        HttpResponse<byte[]> result = get(sandbox, "/v2/requests/" + id);

        assertThat(result.statusCode()).isEqualTo(200);
        String url = sandbox.baseUrl() + "/files/" + id + ".mp4";
        assertThat(SandboxHttpClient.text(result))
                .isEqualTo("{\"request_id\":\"" + id + "\",\"status\":\"COMPLETED\",\"metrics\":{\"cost\":1.00,"
                        + "\"remaining_credits\":99.00,\"inference_time\":41.5,\"queue_time\":2.0,"
                        + "\"total_time\":43.5},\"output\":\"" + url + "\",\"video\":{\"url\":\"" + url
                        + "\",\"content_type\":\"video/mp4\",\"file_name\":\"" + id + ".mp4\",\"file_size\":\""
                        + EIGHT_SECONDS.mp4().length + "\"},\"seed\":77}");
        assertThat(sandbox.jobs().get(0).resultFetched()).isTrue();
        assertThat(SandboxHttpClient.send(SandboxHttpClient.request(sandbox, "/files/" + id + ".mp4"))
                        .body())
                .isEqualTo(EIGHT_SECONDS.mp4());
    }

    @Test
    void failedJob_atItsEnd_returns422AndIsFree() {
        sandbox.failNextJob("The prompt was declined.");
        String failed = submit(sandbox);
        String other = submit(sandbox);
        assertThat(status(failed)).contains("QUEUED").doesNotContain("declined");
        clock.advance(Duration.ofMinutes(1));

        for (String path : List.of("/v2/requests/" + failed + "/status", "/v2/requests/" + failed)) {
            HttpResponse<byte[]> response = get(sandbox, path);
            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(SandboxHttpClient.text(response))
                    .isEqualTo("{\"request_id\":\"" + failed + "\",\"status\":\"FAILED\",\"error\":\"The prompt was"
                            + " declined.\",\"metrics\":{\"inference_time\":41.5,\"queue_time\":2.0,"
                            + "\"total_time\":43.5}}");
        }
        assertThat(get(sandbox, "/v2/requests/" + other).statusCode()).isEqualTo(200);
        assertThat(get(sandbox, "/files/" + failed + ".mp4").statusCode()).isEqualTo(404);
        assertThat(sandbox.credits()).isEqualByComparingTo("99");
        assertThat(sandbox.jobs().get(0).error()).hasValue("The prompt was declined.");
    }

    @Test
    void job_withTheDefaults_completesAtOnce() {
        try (Sandbox defaults = Sandbox.start()) {
            String id = submit(defaults);

            assertThat(defaults.jobs().get(0).state()).isEqualTo(SandboxJobState.COMPLETED);
            assertThat(defaults.credits()).isEqualByComparingTo("99");
            assertThat(json(get(defaults, "/v2/requests/" + id)).has("output")).isTrue();
        }
    }

    @Test
    void job_afterItsRetention_isUnknownAndItsFileIsNot() {
        String id = submit(sandbox);
        clock.advance(Duration.ofMillis(43_500).plusMinutes(10).minusNanos(1));
        assertThat(get(sandbox, "/v2/requests/" + id).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofNanos(1));

        for (String path : List.of("/v2/requests/" + id + "/status", "/v2/requests/" + id)) {
            assertThat(get(sandbox, path).statusCode()).isEqualTo(404);
            assertThat(error(get(sandbox, path)))
                    .isEqualTo("No request has the id " + id + ", or its record has expired.");
        }
        assertThat(get(sandbox, "/files/" + id + ".mp4").statusCode()).isEqualTo(200);
    }

    @Test
    void videoCall_id_isNoJob() {
        HttpResponse<byte[]> video = call(sandbox, SandboxHttpClient.anyOperation());
        String id = SandboxHttpClient.header(video, "x-request-id");

        assertThat(get(sandbox, "/v2/requests/" + id).statusCode()).isEqualTo(404);
        assertThat(sandbox.jobs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/requests/a.b", "/v2/requests/a.b/status", "/inference-request/request-history/a%20b"})
    void id_notAsDocumented_isUnknown(String path) {
        HttpResponse<byte[]> response = get(sandbox, path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response)).startsWith("request_id must be 1 to 100 letters");
    }

    @Test
    void openJobs_priceIsNotAvailableToOthers() {
        sandbox.setCredits(new BigDecimal("1.50"));
        submit(sandbox);

        HttpResponse<byte[]> second = call(sandbox, SUBMIT);
        assertThat(second.statusCode()).isEqualTo(406);
        assertThat(error(second)).isEqualTo("Too few credits: 0.50 left, 1.00 needed.");
        assertThat(call(sandbox, SandboxHttpClient.anyOperation()).statusCode()).isEqualTo(406);
        assertThat(sandbox.credits()).isEqualByComparingTo("1.50");
        assertThat(sandbox.jobs()).hasSize(1);
    }

    @Test
    void failedJob_price_isAvailableAgain() {
        sandbox.setCredits(BigDecimal.ONE);
        sandbox.failNextJob("no");
        submit(sandbox);
        assertThat(call(sandbox, SUBMIT).statusCode()).isEqualTo(406);
        clock.advance(Duration.ofMinutes(1));

        assertThat(call(sandbox, SUBMIT).statusCode()).isEqualTo(200);
    }

    @Test
    void submit_rejected_consumesNoFailure() {
        sandbox.failNextJob("no");
        sandbox.setCredits(BigDecimal.ZERO);
        assertThat(call(sandbox, SUBMIT).statusCode()).isEqualTo(406);
        sandbox.setCredits(BigDecimal.TEN);
        submit(sandbox);
        submit(sandbox);

        assertThat(sandbox.jobs()).extracting(SandboxJob::error).containsExactly(Optional.of("no"), Optional.empty());
    }

    @Test
    void submit_invalid_isRejectedInTheOrderOfTheVideoCall() {
        String path = SUBMIT.path();
        assertThat(SandboxHttpClient.send(SandboxHttpClient.request(sandbox, path))
                        .statusCode())
                .isEqualTo(405);
        assertThat(SandboxHttpClient.send(
                                SandboxHttpClient.request(sandbox, path).POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(call(sandbox, SUBMIT, "{").statusCode()).isEqualTo(400);
        assertThat(error(call(sandbox, SUBMIT, "{\"prompt\":\"a\",\"duration\":7}")))
                .contains("duration must be one of 5, 8, but was 7");
        sandbox.setRateLimit(1, Duration.ofMinutes(1));
        assertThat(call(sandbox, SUBMIT).statusCode()).isEqualTo(200);
        assertThat(call(sandbox, SUBMIT, "{").statusCode()).isEqualTo(429);
        assertThat(sandbox.jobs()).hasSize(1);
    }

    @Test
    void reads_atTheRateLimit_areNotLimited() {
        sandbox.setRateLimit(1, Duration.ofMinutes(1));
        String id = submit(sandbox);

        for (int repeat = 0; repeat < 3; repeat++) {
            assertThat(get(sandbox, "/v2/requests/" + id + "/status").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void setTimes_ofARunningSandbox_applyToNewJobs() {
        String before = submit(sandbox);
        sandbox.setQueueTime(Duration.ZERO);
        String after = submit(sandbox);
        sandbox.setProcessingTime(SECOND);
        String last = submit(sandbox);

        assertThat(status(before)).contains("QUEUED");
        assertThat(status(after)).contains("PROCESSING");
        clock.advance(SECOND);
        assertThat(status(before)).contains("QUEUED");
        assertThat(status(after)).contains("PROCESSING");
        assertThat(status(last)).contains("COMPLETED");
    }

    @Test
    void charges_ofSeveralJobs_areInTheOrderOfTheirEnds() {
        String slow = submit(sandbox);
        sandbox.setQueueTime(Duration.ZERO);
        String fast = submit(sandbox);
        clock.advance(Duration.ofMinutes(1));

        assertThat(remaining(slow)).isEqualByComparingTo("98");
        assertThat(remaining(fast)).isEqualByComparingTo("99");
    }

    @Test
    void setCredits_afterAJobHasEnded_keepsTheNewBalance() {
        submit(sandbox);
        clock.advance(Duration.ofMinutes(1));

        sandbox.setCredits(new BigDecimal("5"));

        assertThat(sandbox.credits()).isEqualByComparingTo("5");
    }

    @Test
    void setCredits_belowTheOpenJobs_letsTheBalanceBecomeNegative() {
        submit(sandbox);
        sandbox.setCredits(new BigDecimal("0.25"));
        clock.advance(Duration.ofMinutes(1));

        assertThat(sandbox.credits()).isEqualByComparingTo("-0.75");
    }

    @Test
    void videoCall_afterAJobHasEnded_reportsTheBalanceAfterBoth() {
        submit(sandbox);
        clock.advance(Duration.ofMinutes(1));

        assertThat(SandboxHttpClient.header(call(sandbox, SandboxHttpClient.anyOperation()), "x-remaining-credits"))
                .isEqualTo("98.00");
        assertThat(json(get(sandbox, "/v1/get-user-credits")).get("credits").getAsBigDecimal())
                .isEqualByComparingTo("98");
    }

    @Test
    void urls_ofAnotherNameOfThisMachine_haveThatName() throws IOException {
        assertThat(submittedTo("localhost:" + sandbox.port()))
                .startsWith("http://localhost:" + sandbox.port() + "/v2/requests/");
        assertThat(submittedTo("[::1]:8089")).startsWith("http://[::1]:8089/v2/requests/");
        assertThat(submittedTo("192.0.2.7:8089")).startsWith("http://192.0.2.7:8089/v2/requests/");
    }

    /** The status URL of a job that is submitted with this Host. */
    private String submittedTo(String host) throws IOException {
        byte[] body = SandboxHttpClient.validBody(SUBMIT).toString().getBytes(StandardCharsets.UTF_8);
        try (RawConnection connection = new RawConnection(sandbox)) {
            connection.send("POST " + SUBMIT.path() + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: "
                    + ApiDocument.JSON + "\r\nx-api-key: " + sandbox.apiKey()
                    + "\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n"
                    + new String(body, StandardCharsets.UTF_8));
            String response = new String(connection.readToEnd(), StandardCharsets.UTF_8);
            return JsonParser.parseString(response.substring(response.indexOf("\r\n\r\n") + 4))
                    .getAsJsonObject()
                    .get("status_url")
                    .getAsString();
        }
    }

    private String status(String id) {
        HttpResponse<byte[]> response = get(sandbox, "/v2/requests/" + id + "/status");
        assertThat(response.statusCode()).isEqualTo(200);
        return SandboxHttpClient.text(response);
    }

    private BigDecimal remaining(String id) {
        return JsonParser.parseString(status(id))
                .getAsJsonObject()
                .getAsJsonObject("metrics")
                .get("remaining_credits")
                .getAsBigDecimal();
    }
}

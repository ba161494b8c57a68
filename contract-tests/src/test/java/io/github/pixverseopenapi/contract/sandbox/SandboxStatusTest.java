package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.call;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.error;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.header;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.request;
import static io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
class SandboxStatusTest {

    private static final String OPERATIONS = "io.github.pixverseopenapi.contract.sandbox.SandboxHttpClient#operations";

    @ParameterizedTest
    @MethodSource(OPERATIONS)
    void call_valid_returnsVideoWithEveryDeclaredHeader(ApiOperation operation, Sandbox sandbox) {
        HttpResponse<byte[]> response = call(sandbox, operation);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("video/mp4");
        assertThat(response.body())
                .isEqualTo(new GenerationPlan.Planner(SandboxHttpClient.DOCUMENT)
                        .plan(operation, SandboxHttpClient.validBody(operation))
                        .video()
                        .mp4());
        Set<String> declared = SandboxHttpClient.DOCUMENT
                .responses(operation)
                .get("200")
                .getAsJsonObject("headers")
                .keySet();
        assertThat(declared).isNotEmpty();
        assertThat(response.headers().map().keySet()).containsAll(declared);
    }

    @ParameterizedTest
    @MethodSource(OPERATIONS)
    void call_valid_reportsCostCreditsAndTime(ApiOperation operation, Sandbox sandbox) {
        BigDecimal before = sandbox.credits();

        HttpResponse<byte[]> response = call(sandbox, operation);

        BigDecimal cost = new BigDecimal(header(response, "x-cost"));
        assertThat(cost).isPositive();
        operation.highestPrice().ifPresent(price -> assertThat(cost).isEqualByComparingTo(price));
        assertThat(new BigDecimal(header(response, "x-remaining-credits"))).isEqualByComparingTo(before.subtract(cost));
        assertThat(sandbox.credits()).isEqualByComparingTo(before.subtract(cost));
        assertThat(new BigDecimal(header(response, "x-generation-time")))
                .isEqualByComparingTo(operation.typicalSeconds().orElse(BigDecimal.ZERO));
    }

    @ParameterizedTest
    @MethodSource(OPERATIONS)
    void call_withSeed_namesThatSeed(ApiOperation operation, Sandbox sandbox) {
        JsonObject body = SandboxHttpClient.validBody(operation);
        body.addProperty("seed", 4711);

        assertThat(header(call(sandbox, operation, body), "x-seed-value")).isEqualTo("4711");
    }

    @ParameterizedTest
    @MethodSource(OPERATIONS)
    void call_withoutSeed_returnsAValidSeed(ApiOperation operation, Sandbox sandbox) {
        JsonObject body = SandboxHttpClient.validBody(operation);
        body.remove("seed");

        body.addProperty("seed", Long.valueOf(header(call(sandbox, operation, body), "x-seed-value")));

        assertThat(call(sandbox, operation, body).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource(OPERATIONS)
    void call_otherMethod_returns405PageWithAllow(ApiOperation operation, Sandbox sandbox) {
        HttpResponse<byte[]> response = send(request(sandbox, operation.path()).GET());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Allow")).isEqualTo(operation.method());
        assertThat(header(response, "Content-Type")).startsWith("text/html");
        assertThat(SandboxHttpClient.text(response)).contains("<h1>");
    }

    @ParameterizedTest
    @MethodSource(OPERATIONS)
    void call_keyMissingOrWrong_returns401WithDifferentTexts(ApiOperation operation, Sandbox sandbox) {
        HttpResponse<byte[]> missing = send(request(sandbox, operation.path()).POST(BodyPublishers.ofString("{}")));
        HttpResponse<byte[]> wrong = send(request(sandbox, operation.path())
                .header(SandboxHttpClient.DOCUMENT.securityHeader(), "another-key")
                .POST(BodyPublishers.ofString("{}")));

        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(error(missing))
                .contains(SandboxHttpClient.DOCUMENT.securityHeader())
                .isNotEqualTo(error(wrong));
        assertThat(error(wrong)).doesNotContain("another-key");
    }

    @ParameterizedTest
    @MethodSource(OPERATIONS)
    void call_aboveRate_returns429WithReset(ApiOperation operation, Sandbox sandbox) {
        sandbox.setRateLimit(1, Duration.ofMinutes(1));
        call(sandbox, operation);

        HttpResponse<byte[]> response = call(sandbox, operation);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(error(response)).isNotBlank();
        assertThat(Instant.parse(header(response, "x-rate-limit-reset-at-utc")))
                .isEqualTo(sandbox.journal().get(0).time().plus(Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @MethodSource(OPERATIONS)
    void call_otherContentType_returns400NamingIt(ApiOperation operation, Sandbox sandbox) {
        HttpResponse<byte[]> response = send(request(sandbox, operation.path())
                .header(SandboxHttpClient.DOCUMENT.securityHeader(), sandbox.apiKey())
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(
                        SandboxHttpClient.validBody(operation).toString())));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).contains("Content-Type", ApiDocument.JSON, "text/plain");
    }

    @ParameterizedTest
    @MethodSource(OPERATIONS)
    void call_creditsShort_returns406NamingBalanceAndNeed(ApiOperation operation, Sandbox sandbox) {
        BigDecimal cost = new BigDecimal(header(call(sandbox, operation), "x-cost"));
        sandbox.setCredits(new BigDecimal("0.01"));

        HttpResponse<byte[]> response = call(sandbox, operation);

        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(error(response)).contains("0.01", cost.toPlainString());
        assertThat(sandbox.credits()).isEqualByComparingTo("0.01");
    }

    @Test
    void call_unknownPath_returns404NamingIt(Sandbox sandbox) {
        HttpResponse<byte[]> response =
                send(request(sandbox, "/v1/no-such-model").POST(BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response)).contains("/v1/no-such-model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"})
    void call_jsonContentTypeInAnySpelling_isAccepted(String contentType, Sandbox sandbox) {
        ApiOperation operation = SandboxHttpClient.anyOperation();

        HttpResponse<byte[]> response = send(request(sandbox, operation.path())
                .header(SandboxHttpClient.DOCUMENT.securityHeader(), sandbox.apiKey())
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(
                        SandboxHttpClient.validBody(operation).toString())));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void call_everythingWrong_reportsProblemsInTheDocumentedOrder(Sandbox sandbox) {
        ApiOperation operation = SandboxHttpClient.anyOperation();
        sandbox.setCredits(BigDecimal.ZERO);
        sandbox.setRateLimit(1, Duration.ofMinutes(1));

        assertThat(send(request(sandbox, operation.path()).POST(BodyPublishers.ofString("{")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(call(sandbox, operation, "{").statusCode()).isEqualTo(400);
        assertThat(call(sandbox, operation, "{").statusCode()).isEqualTo(429);
        sandbox.clearRateLimit();
        assertThat(call(sandbox, operation).statusCode()).isEqualTo(406);
    }

    @Test
    void response_ofAnyStatus_hasUniqueRequestIdAndProvenance(Sandbox sandbox) {
        ApiOperation operation = SandboxHttpClient.anyOperation();
        HttpResponse<byte[]> video = call(sandbox, operation);
        HttpResponse<byte[]> rejection = call(sandbox, operation, "{}");
        HttpResponse<byte[]> unknown = send(request(sandbox, "/").GET());

        assertThat(Set.of(
                        header(video, "x-request-id"),
                        header(rejection, "x-request-id"),
                        header(unknown, "x-request-id")))
                .hasSize(3);
        assertThat(header(video, Provenance.HEADER)).isEqualTo("synthesised");
        assertThat(header(rejection, Provenance.HEADER)).isEqualTo("synthesised");
        assertThat(header(unknown, Provenance.HEADER)).isEqualTo("synthesised");
    }

    @Test
    void call_getWithBody_getsAResponseAndNextCallToo(Sandbox sandbox) {
        ApiOperation operation = SandboxHttpClient.anyOperation();

        HttpResponse<byte[]> response =
                send(request(sandbox, operation.path()).method("GET", BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(call(sandbox, operation).statusCode()).isEqualTo(200);
    }

    @Test
    void call_head_returnsNoBodyAndNextCallToo(Sandbox sandbox) {
        ApiOperation operation = SandboxHttpClient.anyOperation();

        HttpResponse<byte[]> response =
                send(request(sandbox, operation.path()).method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).isEmpty();
        assertThat(call(sandbox, operation).statusCode()).isEqualTo(200);
    }

    @Test
    void call_sandboxFails_returns500() {
        Clock broken = new Clock() {
            @Override
            public Instant instant() {
                throw new IllegalStateException("no time");
            }

            @Override
            public ZoneId getZone() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
        try (Sandbox sandbox = Sandbox.builder().clock(broken).start()) {
            HttpResponse<byte[]> response = call(sandbox, SandboxHttpClient.anyOperation());

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(error(response)).contains("no time");
        }
    }

    @Test
    void creditCheck_validKey_returnsBalanceForFree(Sandbox sandbox) {
        sandbox.setCredits(new BigDecimal("12.50"));

        HttpResponse<byte[]> response = send(request(sandbox, "/v1/get-user-credits")
                .header(SandboxHttpClient.DOCUMENT.securityHeader(), sandbox.apiKey())
                .GET());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(SandboxHttpClient.json(response).get("credits").getAsBigDecimal())
                .isEqualByComparingTo("12.50");
        assertThat(SandboxHttpClient.json(response).get("free-credits").getAsInt())
                .isZero();
        assertThat(sandbox.credits()).isEqualByComparingTo("12.50");
    }

    @Test
    void creditCheck_noKeyOrOtherMethod_isRejected(Sandbox sandbox) {
        assertThat(send(request(sandbox, "/v1/get-user-credits").GET()).statusCode())
                .isEqualTo(401);
        assertThat(send(request(sandbox, "/v1/get-user-credits").DELETE()).statusCode())
                .isEqualTo(405);
    }
}

package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ReceivedResponse;
import io.github.pixverseopenapi.contract.document.ReportedCost;
import io.github.pixverseopenapi.contract.fixtures.SampleReport;
import io.github.pixverseopenapi.contract.redaction.Redactor;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The evaluation of one response, without sending requests. */
@Tag("pit-verify")
class ResponseEvaluatorTest {

    private static final Duration TOOK = Duration.ofMillis(3);

    private final ResponseEvaluator evaluator = new ResponseEvaluator(ApiDocument.load(), Redactor.none());

    @ParameterizedTest
    @MethodSource
    void evaluate_asExpected_holds(Check check, StubResponse response) {
        CheckResult result = evaluator.evaluate(check, reply(response));

        assertThat(result.problems()).isEmpty();
        assertThat(result.outcome()).isEqualTo(CheckOutcome.HOLDS);
        assertThat(result.check()).isEqualTo(check);
        assertThat(result.duration()).isEqualTo(TOOK);
    }

    static Stream<Arguments> evaluate_asExpected_holds() {
        return Stream.of(
                Arguments.of(paid(CheckKind.VIDEO), StubResponse.video()),
                Arguments.of(paid(CheckKind.BAD_VALUE), error(400)),
                Arguments.of(paid(CheckKind.BAD_VALUE), error(406)),
                Arguments.of(paid(CheckKind.BAD_VALUE), error(500)),
                Arguments.of(paid(CheckKind.NO_KEY), error(401)),
                Arguments.of(paid(CheckKind.WRONG_METHOD), StubResponse.html(405, "<p>No</p>")),
                Arguments.of(SampleReport.check(CheckKind.UNKNOWN_PATH), error(404)),
                Arguments.of(
                        SampleReport.check(CheckKind.CREDITS),
                        StubResponse.json(200, "{\"credits\":1,\"free-credits\":0.5}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VIDEO | 401 | the service rejected the key",
                "VIDEO | 403 | the key has no permission",
                "VIDEO | 406 | too few credits, or another error with this status",
                "VIDEO | 429 | rate limit exceeded; retry later",
                "VIDEO | 502 | the service is unavailable; retry later; the job may run and be billed",
                "BAD_VALUE | 504 | the service is unavailable; retry later; the job may run and be billed",
                "NO_KEY | 429 | rate limit exceeded; retry later",
                "NO_KEY | 502 | the service is unavailable; retry later"
            })
    void evaluate_rejectionForAnotherReason_isUndecided(CheckKind kind, int status, String reason) {
        CheckResult result = evaluator.evaluate(paid(kind), reply(error(status)));

        assertThat(result.outcome()).isEqualTo(CheckOutcome.UNDECIDED);
        assertThat(result.problems()).containsExactly(reason);
        assertThat(result.response()).isEqualTo(status + " application/json {\"error\":\"No.\"}");
    }

    @Test
    void evaluate_rejectionOfAValueForLackOfCredits_isUndecided() {
        StubResponse tooFew = StubResponse.json(406, "{\"error\":\"Insufficient Credits.\"}");

        CheckResult result = evaluator.evaluate(paid(CheckKind.BAD_VALUE), reply(tooFew));

        assertThat(result.outcome()).isEqualTo(CheckOutcome.UNDECIDED);
        assertThat(result.problems()).containsExactly("too few credits, or another error with this status");
    }

    @ParameterizedTest
    @EnumSource(
            value = CheckKind.class,
            names = {"MISSING_FIELD", "VIDEO", "NO_KEY"})
    void evaluate_serverErrorOfAnotherCheck_isDrift(CheckKind kind) {
        assertThat(problems(paid(kind), error(500)))
                .containsExactly("status must be " + kind.expectedStatus() + ", but was 500");
    }

    @Test
    void evaluate_rejectionOfAnotherKey_isDrift() {
        assertThat(problems(paid(CheckKind.WRONG_KEY), error(403))).containsExactly("status must be 401, but was 403");
        assertThat(problems(SampleReport.check(CheckKind.UNKNOWN_PATH), error(401)))
                .containsExactly("status must be 404, but was 401");
    }

    @Test
    void evaluate_temporaryErrorWithAnotherBody_isDrift() {
        assertThat(problems(
                        paid(CheckKind.VIDEO),
                        StubResponse.of(429, "video/mp4", StubResponse.video().body())))
                .containsExactly(
                        "status must be 200, but was 429",
                        "header content-type must be application/json, but was \"video/mp4\"");
    }

    @Test
    void evaluate_acceptedInsteadOfRejected_reportsThatItIsProbablyBilled() {
        String bill = "billing: an invalid request was accepted and is probably billed";

        assertThat(problems(paid(CheckKind.BAD_VALUE), StubResponse.video()))
                .containsExactly("status must be 400, 406 or 500, but was 200", bill);
        assertThat(problems(paid(CheckKind.MISSING_FIELD), error(299))).contains(bill);
        assertThat(problems(paid(CheckKind.MISSING_FIELD), error(300))).doesNotContain(bill);
        assertThat(problems(paid(CheckKind.NO_KEY), StubResponse.video()))
                .containsExactly("status must be 401, but was 200");
        assertThat(problems(paid(CheckKind.VIDEO), error(201))).doesNotContain(bill);
    }

    @Test
    void evaluate_problemsOnSeveralLines_areOneLineEach() {
        assertThat(problems(paid(CheckKind.NO_KEY), StubResponse.json(401, "{\"error\":{\"a\\u0007\":\"\\u202e\"}}")))
                .singleElement()
                .asString()
                .startsWith("error must be text, but was ")
                .doesNotContain("\u202e", "\u0007");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | {} | Content-Type must be application/json, but was text/plain",
                "application/json | [] | body must be a JSON object, but was another value",
                "application/json | {} | error must be a text, but was missing; the body has no fields",
                "application/json | {\"a\":1,\"b\":2} | error must be a text, but was missing; the body has a, b",
                "application/json | {\"error\":5} | error must be a text, but was 5",
                "application/json | {\"error\":[\"a\"]} | error must be a text, but was [\"a\"]"
            })
    void evaluate_undocumentedErrorOfAnotherShape_isDrift(String type, String body, String problem) {
        assertThat(problems(SampleReport.check(CheckKind.UNKNOWN_PATH), StubResponse.of(404, type, bytes(body))))
                .containsExactly(problem);
    }

    @Test
    void evaluate_undocumentedErrorWithoutMediaType_isDrift() {
        assertThat(problems(SampleReport.check(CheckKind.UNKNOWN_PATH), StubResponse.empty(404)))
                .containsExactly("Content-Type must be application/json, but was missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"credits\":\"1\",\"free-credits\":0} | credits must be a number, but was \"1\"",
                "{\"credits\":1} | free-credits must be a number, but was missing; the body has credits",
                "{\"credits\":1,\"free-credits\":null} | free-credits must be a number, but was null"
            })
    void evaluate_creditsOfAnotherShape_isDrift(String body, String problem) {
        assertThat(problems(SampleReport.check(CheckKind.CREDITS), StubResponse.json(200, body)))
                .containsExactly(problem);
    }

    @Test
    void evaluate_jsonInPlaceOfAVideo_isDrift() {
        assertThat(problems(
                        paid(CheckKind.VIDEO), StubResponse.json(200, "{\"output\":\"https://example.com/v.mp4\"}")))
                .containsExactly("Content-Type must be video/mp4, but was application/json");
    }

    @Test
    void evaluate_costAboveThePrice_isDrift() {
        ProbeResponse reply = reply(StubResponse.video().withHeader("x-cost", "1.25"));

        assertThat(evaluator.evaluate(paid(CheckKind.VIDEO), reply).problems())
                .containsExactly("header x-cost must be at most 1.00, but was 1.25");
    }

    @Test
    void evaluate_costOfATemporaryFailure_isDrift() {
        assertThat(problems(paid(CheckKind.VIDEO), error(429).withHeader("x-cost", "1.25")))
                .containsExactly("status must be 200, but was 429", "header x-cost must be at most 1.00, but was 1.25");
    }

    @Test
    void cost_withTheUsersKey_isThatOfTheHeader() {
        assertThat(ResponseEvaluator.cost(
                        paid(CheckKind.VIDEO), reply(StubResponse.video().withHeader("x-cost", "1.25"))))
                .hasValue(new ReportedCost("1.25", Optional.of(new BigDecimal("1.25"))));
        assertThat(ResponseEvaluator.cost(paid(CheckKind.VIDEO), reply(StubResponse.video())))
                .isEmpty();
    }

    @Test
    void cost_withoutTheUsersKey_isNone() {
        assertThat(ResponseEvaluator.cost(
                        paid(CheckKind.NO_KEY), reply(error(401).withHeader("x-cost", "5"))))
                .isEmpty();
        assertThat(ResponseEvaluator.cost(
                        paid(CheckKind.WRONG_KEY), reply(error(401).withHeader("x-cost", "5"))))
                .isEmpty();
    }

    @Test
    void evaluate_problemThatQuotesTheKey_doesNotShowIt() {
        CheckResult result = new ResponseEvaluator(ApiDocument.load(), Redactor.of("a-secret-key"))
                .evaluate(
                        SampleReport.check(CheckKind.UNKNOWN_PATH),
                        reply(StubResponse.json(404, "{\"a-secret-key\":1}")));

        assertThat(result.problems()).containsExactly("error must be a text, but was missing; the body has <redacted>");
    }

    @Test
    void refusesKey_401_onlyOfTheUsersKey() {
        assertThat(ResponseEvaluator.rejectsKey(paid(CheckKind.VIDEO), reply(error(401))))
                .isTrue();
        assertThat(ResponseEvaluator.rejectsKey(paid(CheckKind.VIDEO), reply(error(403))))
                .isFalse();
        assertThat(ResponseEvaluator.rejectsKey(paid(CheckKind.WRONG_KEY), reply(error(401))))
                .isFalse();
        assertThat(ResponseEvaluator.rejectsKey(paid(CheckKind.NO_KEY), reply(error(401))))
                .isFalse();
    }

    @Test
    void shown_eachKindOfBody_isOneShortLine() {
        assertThat(shown(StubResponse.empty(503))).isEqualTo("503 (empty)");
        assertThat(shown(StubResponse.of(200, "VIDEO/mp4 ; a=b", new byte[1_234])))
                .isEqualTo("200 video/mp4 (1,234 bytes)");
        assertThat(shown(StubResponse.of(200, "text/plain", bytes("a\0b")))).isEqualTo("200 text/plain (3 bytes)");
        assertThat(shown(StubResponse.of(200, "text/plain", bytes("\0ab")))).isEqualTo("200 text/plain (3 bytes)");
        assertThat(shown(StubResponse.html(200, " a\n\u0007  b "))).isEqualTo("200 text/html a b");
    }

    @ParameterizedTest
    @ValueSource(ints = {299, 300, 301, 1_200, 5_000})
    void shown_longBody_isItsFirst300Characters(int length) {
        String shown = "x".repeat(Math.min(300, length)) + (length > 300 ? "…" : "");

        assertThat(shown(StubResponse.of(400, "text/plain", bytes("x".repeat(length)))))
                .isEqualTo("400 text/plain " + shown);
    }

    @Test
    void shown_bodyOfFourByteCharacters_isNotCutInTheMiddle() {
        assertThat(shown(StubResponse.of(400, "text/plain", bytes("\u20ac".repeat(300)))))
                .isEqualTo("400 text/plain " + "\u20ac".repeat(300));
    }

    @Test
    void header_ofSeveralValues_isTheFirst() {
        ProbeResponse reply = new ProbeResponse(
                new ReceivedResponse(200, Map.of("X-Cost", List.of("1", "2"), "x-none", List.of()), new byte[0]), TOOK);

        assertThat(reply.header("x-cost")).hasValue("1");
        assertThat(reply.header("x-none")).isEmpty();
        assertThat(reply.header("x-other")).isEmpty();
        assertThat(reply.mediaType()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void require_responseOfThisApi_isRecognised(StubResponse response) {
        ApiFingerprint recognition = new ApiFingerprint();
        recognition.record(paid(CheckKind.NO_KEY), reply(StubResponse.html(404, "<p>Not found</p>")));
        recognition.record(paid(CheckKind.WRONG_KEY), reply(response));
        recognition.record(paid(CheckKind.WRONG_METHOD), reply(StubResponse.empty(405)));

        assertThatNoException()
                .isThrownBy(() -> recognition.requireRecognised(VerifyTarget.of("https://api.example.com")));
    }

    static Stream<StubResponse> require_responseOfThisApi_isRecognised() {
        return Stream.of(
                StubResponse.video(),
                StubResponse.json(418, "{\"error\":\"No.\"}"),
                StubResponse.json(401, "{\"detail\":\"No.\"}"),
                StubResponse.json(200, "{\"credits\":1,\"free-credits\":0}"));
    }

    @ParameterizedTest
    @MethodSource
    void require_responseOfAnotherApi_isReported(StubResponse response, String message) {
        ApiFingerprint recognition = new ApiFingerprint();
        recognition.record(paid(CheckKind.NO_KEY), reply(response));
        recognition.record(paid(CheckKind.WRONG_KEY), reply(StubResponse.empty(500)));

        assertThatThrownBy(() -> recognition.requireRecognised(VerifyTarget.of("https://api.example.com")))
                .isInstanceOf(CouldNotRunException.class)
                .hasMessage(
                        "The server at https://api.example.com is not this API: the response to POST /v1/pixverse-text2video"
                                + " without a key, with an empty object was " + message);
    }

    static Stream<Arguments> require_responseOfAnotherApi_isReported() {
        return Stream.of(
                Arguments.of(StubResponse.html(401, "<p>Log in</p>"), "401 text/html <p>Log in</p>"),
                Arguments.of(StubResponse.json(200, "{\"credits\":1}"), "200 application/json {\"credits\":1}"),
                Arguments.of(StubResponse.json(400, "{\"error\":5}"), "400 application/json {\"error\":5}"),
                Arguments.of(StubResponse.json(400, "{\"error\":{}}"), "400 application/json {\"error\":{}}"));
    }

    @Test
    void require_beforeAnyResponse_doesNothing() {
        assertThatNoException()
                .isThrownBy(() -> new ApiFingerprint().requireRecognised(VerifyTarget.of("https://api.example.com")));
    }

    @Test
    void noResponse_toACallThatMayBeBilled_reportsIt() {
        assertThat(CheckResult.noResponse(paid(CheckKind.VIDEO), "gone").problems())
                .containsExactly("gone; the job may run and be billed");
        assertThat(CheckResult.noResponse(paid(CheckKind.NO_KEY), "gone").problems())
                .containsExactly("gone");
        assertThat(CheckResult.noResponse(paid(CheckKind.NO_KEY), "gone").response())
                .isEqualTo("incomplete response");
        assertThat(CheckResult.noResponse(paid(CheckKind.NO_KEY), "gone").outcome())
                .isEqualTo(CheckOutcome.UNDECIDED);
    }

    private List<String> problems(Check check, StubResponse response) {
        CheckResult result = evaluator.evaluate(check, reply(response));
        assertThat(result.outcome()).isEqualTo(CheckOutcome.DRIFTED);
        return result.problems();
    }

    private static String shown(StubResponse response) {
        return reply(response).summary();
    }

    private static Check paid(CheckKind kind) {
        return SampleReport.check(kind, "textToVideo");
    }

    private static StubResponse error(int status) {
        return StubResponse.json(status, "{\"error\":\"No.\"}");
    }

    private static ProbeResponse reply(StubResponse response) {
        return new ProbeResponse(new ReceivedResponse(response.status(), response.headers(), response.body()), TOOK);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

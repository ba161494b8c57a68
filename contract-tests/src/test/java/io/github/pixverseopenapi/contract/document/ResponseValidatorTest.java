package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pit-document")
class ResponseValidatorTest {

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final ApiOperation OPERATION = DOCUMENT.videoOperations().get(0);
    private static final ResponseValidator VALIDATOR = ResponseValidator.of(DOCUMENT);

    static List<StubResponse> documented() {
        return List.of(
                StubResponse.video().withHeader("x-cost", "0.45").withHeader("X-Seed-Value", "-1"),
                StubResponse.video().withHeader("Content-Type", "Video/MP4; codecs=\"avc1\""),
                StubResponse.json(200, "{\"video\":{\"url\":\"https://example.com/a.mp4\"}}"),
                StubResponse.json(400, "{\"error\":\"No.\"}")
                        .withHeader("Content-Type", "application/json;charset=utf-8"),
                StubResponse.json(500, "{\"error\":\"No.\",\"error_description\":\"None.\",\"status_code\":500}"),
                StubResponse.json(429, "{\"error\":\"Wait.\"}").withHeader("x-rate-limit-reset-at-utc", "soon"),
                StubResponse.html(502, "<p>Gone</p>"),
                StubResponse.html(504, ""),
                StubResponse.empty(504),
                StubResponse.of(502, "text/html; charset=ISO-8859-1", new byte[] {(byte) 0xE9}));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void response_asDocumented_hasNoProblem(StubResponse response) {
        for (ApiOperation operation : DOCUMENT.videoOperations()) {
            assertThat(VALIDATOR.validate(operation, received(response))).isEmpty();
            assertThat(VALIDATOR.validateStrictly(operation, received(response)))
                    .isEmpty();
        }
    }

    @Test
    void status_undocumented_isTheOnlyProblem() {
        assertThat(problems(StubResponse.html(405, "<p>No</p>")))
                .containsExactly("status must be one of 200, 400, 401, 403, 404, 406, 429, 500, 502, 504, but was 405");
    }

    @Test
    void mediaType_ofAnotherStatus_isAProblem() {
        assertThat(problems(StubResponse.html(400, "<p>No</p>")))
                .containsExactly("header content-type must be application/json, but was \"text/html; charset=utf-8\"");
        assertThat(problems(StubResponse.of(
                        502, Mp4Boxes.MEDIA_TYPE, StubResponse.video().body())))
                .containsExactly("header content-type must be application/json or text/html, but was \"video/mp4\"");
    }

    @Test
    void mediaType_malformed_isAProblem() {
        assertThat(problems(StubResponse.of(502, "html", new byte[] {'a'})))
                .containsExactly("header content-type must be application/json or text/html, but was \"html\"");
    }

    @Test
    void mediaType_missingBesideABody_isAProblem() {
        assertThat(problems(
                        new ReceivedResponse(200, Map.of(), StubResponse.video().body())))
                .containsExactly("header content-type must be video/mp4 or application/json, but was missing");
    }

    @Test
    void mediaType_givenTwice_isAProblem() {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("Content-Type", List.of("video/mp4"));
        headers.put("content-type", List.of("video/mp4"));

        assertThat(problems(
                        new ReceivedResponse(200, headers, StubResponse.video().body())))
                .containsExactly("header content-type must be present once, but was present 2 times");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 500})
    void body_missingWhereOneIsDocumented_isAProblem(int status) {
        assertThat(problems(StubResponse.empty(status)))
                .singleElement()
                .asString()
                .startsWith("body must be ")
                .endsWith(", but was empty");
        assertThat(problems(StubResponse.json(status, "")))
                .singleElement()
                .asString()
                .startsWith("body must be ")
                .endsWith(", but was empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x-cost           | free                  | must be a number, but was \"free\"",
                "x-cost           | ``                    | must be a number, but was \"\"",
                "x-cost           | +1                    | must be a number, but was \"+1\"",
                "x-cost           | 1,5                   | must be a number, but was \"1,5\"",
                "X-Cost           | NaN                   | must be a number, but was \"NaN\"",
                "x-cost           | 1e999999999           | must be a number, but was \"1e999999999\"",
                "x-seed-value     | 1.5                   | must be a whole number, but was \"1.5\"",
                "x-seed-value     | 0x10                  | must be a whole number, but was \"0x10\""
            })
    void header_ofAnotherType_isAProblem(String name, String value, String message) {
        assertThat(problems(StubResponse.video().withHeader(name, value)))
                .containsExactly("header " + name.toLowerCase(Locale.ROOT) + " " + message);
    }

    @Test
    void header_givenTwice_isAProblem() {
        assertThat(problems(new ReceivedResponse(504, Map.of("x-request-id", List.of("a", "b")), new byte[0])))
                .containsExactly("header x-request-id must be present once, but was present 2 times");
    }

    @Test
    void header_undocumented_isAProblemInStrictModeOnly() {
        StubResponse response =
                StubResponse.empty(502).withHeader("x-cost", "a guess").withHeader("Retry-After", "5");

        assertThat(problems(response)).isEmpty();
        assertThat(strictProblems(response)).containsExactly("header x-cost must be documented, but was not");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":5}                     | error must be text, but was 5",
                "{\"error\":null}                  | error must be text, but was null",
                "{\"status_code\":\"400\"}         | status_code must be a whole number, but was \"400\"",
                "{\"error\":\"a\",\"error\":\"b\"} | body must be a JSON object, but was unreadable: the body must have unique names, but has \"error\" twice",
                "{\"error\":\"a\"}}                | body must be a JSON object, but was unreadable: the body must end after its JSON value, but was longer",
                "{error:1}                         | body must be a JSON object, but was unreadable: the body must be valid JSON, but was malformed at $.",
                "[]                                | body must be a JSON object, but was unreadable: the body must be a JSON object, but was another value"
            })
    void json_thatBreaksItsSchema_isAProblem(String json, String problem) {
        assertThat(problems(StubResponse.json(400, json))).containsExactly(problem);
    }

    @Test
    void json_underStatus200_mustBeAnObject() {
        assertThat(problems(StubResponse.json(200, "\"https://example.com/a.mp4\"")))
                .hasSize(1);
    }

    @Test
    void json_withALongValue_isShownShortened() {
        assertThat(problems(StubResponse.json(400, "{\"error\":[\"" + "a".repeat(500) + "\"]}")))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("error must be text, but was [")
                        .hasSizeLessThan(120));
    }

    @Test
    void jsonField_undocumented_isAProblemInStrictModeOnly() {
        StubResponse response = StubResponse.json(403, "{\"error\":\"No.\",\"reason\":\"None.\"}");

        assertThat(problems(response)).isEmpty();
        assertThat(strictProblems(response)).containsExactly("reason must be documented, but was not");
    }

    @Test
    void video_truncated_isAProblem() {
        byte[] video = StubResponse.video().body();

        assertThat(problems(StubResponse.of(200, "video/mp4", Arrays.copyOf(video, video.length - 1))))
                .singleElement()
                .asString()
                .startsWith("body must be an MP4 video, but has the box \"mdat\"");
    }

    @Test
    void text_thatIsNotUtf8_isAProblem() {
        byte[] latin = "é".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(problems(StubResponse.of(502, "text/html", latin)))
                .containsExactly("body must be UTF-8, but was malformed");
        assertThat(problems(StubResponse.of(502, "text/html;charset=us-ascii", latin)))
                .containsExactly("body must be us-ascii, but was malformed");
    }

    @Test
    void text_inAnUnknownCharset_isAProblem() {
        assertThat(problems(StubResponse.of(502, "text/html;charset=klingon", new byte[] {1})))
                .containsExactly("header content-type charset must be a known charset, but was \"klingon\"");
    }

    @Test
    void everyProblem_ofAResponse_isListed() {
        assertThat(problems(
                        StubResponse.json(200, "[]").withHeader("x-cost", "a").withHeader("x-seed-value", "b")))
                .hasSize(3);
    }

    @Test
    void operation_ofAnotherDocument_isRejected() {
        ApiOperation other = new ApiOperation(
                "POST",
                "/other",
                "other",
                "",
                "",
                List.of(),
                Optional.of("Other"),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThatThrownBy(() -> VALIDATOR.validate(other, received(StubResponse.video())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The operation other must belong to this document");
    }

    private static List<String> problems(StubResponse response) {
        return problems(received(response));
    }

    private static List<String> problems(ReceivedResponse response) {
        return VALIDATOR.validate(OPERATION, response).stream()
                .map(Problem::toString)
                .toList();
    }

    private static List<String> strictProblems(StubResponse response) {
        return VALIDATOR.validateStrictly(OPERATION, received(response)).stream()
                .map(Problem::toString)
                .toList();
    }

    static ReceivedResponse received(StubResponse response) {
        return new ReceivedResponse(response.status(), response.headers(), response.body());
    }
}

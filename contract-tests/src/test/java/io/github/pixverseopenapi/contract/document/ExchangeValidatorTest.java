package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pit-document")
class ExchangeValidatorTest {

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final ApiOperation OPERATION = DOCUMENT.videoOperations().get(0);
    private static final String GOOD_BODY =
            DOCUMENT.requestExample(OPERATION).orElseThrow().toString();
    private static final Map<String, String> GOOD_HEADERS =
            Map.of("Content-Type", "application/json; charset=utf-8", "X-API-Key", "a-key", "Accept", "video/mp4");

    static List<ApiOperation> operations() {
        return DOCUMENT.videoOperations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void exchange_asDocumented_hasNoProblem(ApiOperation operation) {
        ReceivedRequest request = request(
                "POST",
                operation.path(),
                GOOD_HEADERS,
                DOCUMENT.requestExample(operation).orElseThrow().toString());

        assertThat(ExchangeValidator.of(DOCUMENT).operation(request)).hasValue(operation);
        assertThat(problems(request, StubResponse.video())).isEmpty();
        assertThat(strictProblems(request, StubResponse.video())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/pixverse-7", "", "/v1/pixverse-text2video/", "/v1/pixverse-text2video?a=b"})
    void path_unknown_isTheOnlyProblem(String path) {
        assertThat(problems(request("POST", path, Map.of(), ""), StubResponse.empty(418)))
                .singleElement()
                .asString()
                .startsWith("request path must be one of /v1/pixverse-text2video, /v1/")
                .endsWith(", but was \"" + path + "\"");
    }

    @Test
    void method_unknown_isTheOnlyProblem() {
        assertThat(problems(request("GET", OPERATION.path(), Map.of(), ""), StubResponse.empty(418)))
                .containsExactly("request method must be POST, but was \"GET\"");
    }

    @Test
    void key_missing_isAProblemUnlessTheResponseReportsIt() {
        ReceivedRequest request = request(without("X-API-Key"), GOOD_BODY);

        assertThat(problems(request, StubResponse.video()))
                .containsExactly("request header x-api-key must be present once, but was missing");
        assertThat(problems(request, error(400))).hasSize(1);
        assertThat(problems(request, error(401))).isEmpty();
        assertThat(problems(request, error(403))).isEmpty();
    }

    @Test
    void key_givenTwice_isNotShown() {
        Map<String, List<String>> headers = headers(GOOD_HEADERS);
        headers.put("x-api-key", List.of("one", "two"));
        ReceivedRequest request =
                new ReceivedRequest("POST", OPERATION.path(), headers, GOOD_BODY.getBytes(StandardCharsets.UTF_8));

        assertThat(problems(request, StubResponse.video()))
                .containsExactly("request header x-api-key must be present once, but was present 3 times");
    }

    @Test
    void contentType_missingOrAnother_isAProblem() {
        assertThat(problems(request(without("Content-Type"), GOOD_BODY), StubResponse.video()))
                .containsExactly("request header content-type must be application/json, but was missing");
        Map<String, String> text = without("Content-Type");
        text.put("content-type", "text/plain");
        assertThat(problems(request(text, GOOD_BODY), StubResponse.video()))
                .containsExactly("request header content-type must be application/json, but was \"text/plain\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 403, 404, 429, 502, 504})
    void body_invalidWithAStatusThatDoesNotReportIt_isAProblem(int status) {
        StubResponse response = status == 200 ? StubResponse.video() : error(status);

        assertThat(problems(request(GOOD_HEADERS, GOOD_BODY.replace("540p", "541p")), response))
                .containsExactly(
                        "request quality must be one of \"360p\", \"540p\", \"720p\", \"1080p\", but was \"541p\"");
        assertThat(problems(request(GOOD_HEADERS, ""), response))
                .containsExactly(
                        "request body must be a JSON object, but was unreadable: the body must be a JSON object, but was empty");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 406, 500})
    void body_invalidWithAStatusThatReportsIt_isNoProblem(int status) {
        assertThat(problems(request(without("Content-Type"), "nonsense"), error(status)))
                .isEmpty();
    }

    @Test
    void response_withAProblem_isListedAfterThoseOfTheRequest() {
        assertThat(problems(request(without("X-API-Key"), "{}"), StubResponse.json(502, "{\"error\":1}")))
                .contains("request header x-api-key must be present once, but was missing")
                .contains("request prompt must be present, but was missing")
                .contains("response error must be text, but was 1")
                .hasSize(7);
    }

    @Test
    void undocumented_headersAndFields_areProblemsInStrictModeOnly() {
        Map<String, String> headers = new TreeMap<>(GOOD_HEADERS);
        headers.put("x-trace", "1");
        ReceivedRequest request = request(headers, GOOD_BODY.replaceFirst("[{]", "{\"camera\":\"left\","));
        StubResponse response =
                StubResponse.json(504, "{\"reason\":1}").withHeader("x-sandbox-provenance", "synthesised");

        assertThat(problems(request, response)).isEmpty();
        assertThat(strictProblems(request, response))
                .containsExactly(
                        "request camera must be documented, but was not",
                        "request header x-trace must be documented, but was not",
                        "response header x-sandbox-provenance must be documented, but was not",
                        "response reason must be documented, but was not");
    }

    /** A path parameter is not one of the query. */
    @Test
    void undocumented_queryParameters_areProblemsInStrictModeOnly() {
        ReceivedRequest request = new ReceivedRequest(
                "GET", "/v2/requests/7", "request_id=7&page=1", headers(without("Content-Type")), new byte[0]);
        StubResponse response = StubResponse.json(200, "{}");

        assertThat(problems(request, response)).isEmpty();
        assertThat(strictProblems(request, response))
                .containsExactly(
                        "request request_id must be documented, but was not",
                        "request page must be documented, but was not");
    }

    private static StubResponse error(int status) {
        return StubResponse.json(status, "{\"error\":\"No.\"}");
    }

    private static Map<String, String> without(String header) {
        Map<String, String> headers = new TreeMap<>(GOOD_HEADERS);
        headers.remove(header);
        return headers;
    }

    private static ReceivedRequest request(Map<String, String> headers, String body) {
        return request("POST", OPERATION.path(), headers, body);
    }

    private static ReceivedRequest request(String method, String path, Map<String, String> headers, String body) {
        return new ReceivedRequest(method, path, headers(headers), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, List<String>> headers(Map<String, String> headers) {
        Map<String, List<String>> lists = new TreeMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return lists;
    }

    private static List<String> problems(ReceivedRequest request, StubResponse response) {
        return texts(ExchangeValidator.of(DOCUMENT).validate(request, ResponseValidatorTest.received(response)));
    }

    private static List<String> strictProblems(ReceivedRequest request, StubResponse response) {
        return texts(
                ExchangeValidator.of(DOCUMENT).validateStrictly(request, ResponseValidatorTest.received(response)));
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}

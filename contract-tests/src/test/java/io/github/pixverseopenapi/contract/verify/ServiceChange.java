package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import mockwebserver3.RecordedRequest;

/** Possible changes of the service, and the expected report. */
enum ServiceChange {
    OTHER_STATUS_FOR_MISSING_KEY(
            "textToVideo no-key",
            response -> StubResponse.json(403, "{\"error\":\"No.\"}"),
            "403 application/json {\"error\":\"No.\"}",
            "status must be 401, but was 403"),
    KEY_NO_LONGER_REQUIRED(
            "extendV5Video no-key",
            response -> StubResponse.video(),
            "200 video/mp4 " + ChangedResponse.SIZE,
            "status must be 401, but was 200"),
    HTML_INSTEAD_OF_JSON(
            "imageToVideo wrong-key",
            response -> StubResponse.html(401, "<h1>Who are\n you?</h1>"),
            "401 text/html <h1>Who are you?</h1>",
            "header content-type must be application/json, but was \"text/html; charset=utf-8\""),
    ERROR_FIELD_RENAMED(
            "generateV5Video wrong-key",
            response -> StubResponse.json(401, "{\"message\":\"Who?\"}"),
            "401 application/json {\"message\":\"Who?\"}",
            "error must be a text, but was missing; the body has message"),
    ERROR_IS_NO_TEXT(
            "generateV5Video missing-field",
            response -> StubResponse.json(400, "{\"error\":{\"field\":\"prompt\"}}"),
            "400 application/json {\"error\":{\"field\":\"prompt\"}}",
            "error must be text, but was {\"field\":\"prompt\"}"),
    OTHER_MEDIA_TYPE_FOR_VIDEO(
            "textToVideo video",
            response -> response.withHeader("content-type", "video/quicktime"),
            "200 video/quicktime " + ChangedResponse.SIZE,
            "header content-type must be video/mp4 or application/json, but was \"video/quicktime\""),
    ADDRESS_INSTEAD_OF_VIDEO(
            "generateV6Video video",
            response -> StubResponse.json(200, "{\"output\":\"https://example.com/v.mp4\"}"),
            "200 application/json {\"output\":\"https://example.com/v.mp4\"}",
            "Content-Type must be video/mp4, but was application/json"),
    BROKEN_VIDEO(
            "textToVideo video",
            response -> StubResponse.of(
                    200, "video/mp4", new byte[] {0, 0, 0, 8, 'f', 't', 'y', 'p', 0, 0, 0, 99, 'm', 'd', 'a', 't'}),
            "200 video/mp4 (16 bytes)",
            "body must be an MP4 video, but has the box \"mdat\" at byte 8 with a size of 99, not 8 to 8"),
    UNDOCUMENTED_STATUS(
            "textToVideo bad-value",
            response -> StubResponse.json(422, "{\"error\":\"No such quality.\"}"),
            "422 application/json {\"error\":\"No such quality.\"}",
            "status must be 400, 406 or 500, but was 422",
            "status must be one of 200, 400, 401, 403, 404, 406, 429, 500, 502, 504, but was 422"),
    HEADER_OF_OTHER_TYPE(
            "textToVideo video",
            response -> response.withHeader("x-generation-time", "fast"),
            "200 video/mp4 " + ChangedResponse.SIZE,
            "header x-generation-time must be a number, but was \"fast\""),
    DEARER_THAN_DOCUMENTED(
            "textToVideo video",
            response -> response.withHeader("x-cost", "1.01"),
            "200 video/mp4 " + ChangedResponse.SIZE,
            "header x-cost must be at most 1.00, but was 1.01"),
    CREDITS_OF_OTHER_SHAPE(
            "credits",
            response -> StubResponse.json(200, "{\"balance\":{\"usd\":5}}"),
            "200 application/json {\"balance\":{\"usd\":5}}",
            "credits must be a number, but was missing; the body has balance"),
    CREDITS_AS_TEXT(
            "credits",
            response -> StubResponse.json(200, "{\"credits\":1,\"free-credits\":\"0\"}"),
            "200 application/json {\"credits\":1,\"free-credits\":\"0\"}",
            "free-credits must be a number, but was \"0\""),
    UNKNOWN_PATH_FOUND(
            "unknown-path",
            response -> StubResponse.html(200, "<p>Welcome</p>"),
            "200 text/html <p>Welcome</p>",
            "status must be 404, but was 200"),
    WRONG_METHOD_ACCEPTED(
            "generateV6Video wrong-method",
            response -> StubResponse.json(200, "{}"),
            "200 application/json {}",
            "status must be 405, but was 200"),
    INVALID_REQUEST_ACCEPTED(
            "extendV5Video bad-value",
            response -> StubResponse.video(),
            "200 video/mp4 " + ChangedResponse.SIZE,
            "status must be 400, 406 or 500, but was 200",
            "billing: an invalid request was accepted and is probably billed"),
    JSON_IS_NO_OBJECT(
            "extendV5Video wrong-key",
            response -> StubResponse.json(401, "[\"Who?\"]"),
            "401 application/json [\"Who?\"]",
            "body must be a JSON object, but was unreadable: the body must be a JSON object, but was another value");

    private final String check;
    private final UnaryOperator<StubResponse> change;
    private final String got;
    private final List<String> problems;

    ServiceChange(String check, UnaryOperator<StubResponse> change, String got, String... problems) {
        this.check = check;
        this.change = change;
        this.got = got;
        this.problems = List.of(problems);
    }

    /** The check that must find it, the only one. */
    String check() {
        return check;
    }

    String got() {
        return got;
    }

    List<String> problems() {
        return problems;
    }

    /** Changes the response to the one affected request. */
    StubResponse change(RecordedRequest request, StubResponse response) {
        return CheckRecognizer.of(request, response).equals(check) ? change.apply(response) : response;
    }

    /** The sandbox's video of textToVideo. */
    private static final class ChangedResponse {
        static final String SIZE =
                String.format(Locale.ROOT, "(%,d bytes)", StubResponse.video().body().length);
    }
}

package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The responses to requests that the sandbox rejects. */
final class ErrorResponses {

    private ErrorResponses() {}

    /** The connection is closed after this response: the end of a malformed request is unknown. */
    static StubResponse malformed(RequestProblem problem) {
        return error(problem.status(), problem.message());
    }

    static StubResponse foreignHost(Collection<String> allowed, String host) {
        return error(
                403,
                Message.of("header Host", oneOf("localhost, any IP address", allowed), host)
                        + "; allow another name with allowHost or --allow-host.");
    }

    static StubResponse foreignOrigin(Collection<String> allowed, String origin) {
        return error(
                403,
                Message.of("header Origin", oneOf("any origin of this machine, the sandbox's own", allowed), origin)
                        + "; allow another origin with allowOrigin or --allow-origin.");
    }

    /** Only the sandbox's own page may change it. */
    static StubResponse otherOrigin(String origin) {
        return error(403, Message.of("header Origin", "absent or the sandbox's own", origin) + ".");
    }

    private static String oneOf(String first, Collection<String> others) {
        return "one of " + first + (others.isEmpty() ? "" : ", " + String.join(", ", others));
    }

    static StubResponse unknownPath(String path) {
        return error(404, "No endpoint at " + path + ".");
    }

    static StubResponse unknownPage(String path) {
        return error(404, "No page at " + path + ".");
    }

    static StubResponse notServed(String operationId) {
        return error(501, "The sandbox does not serve " + operationId + ".");
    }

    /** A value in the path is not one that the document allows, so nothing exists there. */
    static StubResponse invalidPath(List<Problem> problems) {
        return error(404, join(problems));
    }

    static StubResponse unknownRequest(String id) {
        return error(404, "No request has the id " + id + ", or its record has expired.");
    }

    static StubResponse unknownFile(String path) {
        return error(404, "No file at " + path + ", or it was deleted.");
    }

    static StubResponse unsatisfiableRange(int length) {
        return error(416, "Range must start within the " + length + " bytes of the file.")
                .withHeader("Content-Range", "bytes */" + length);
    }

    static StubResponse wrongMethod(String allowed) {
        return StubResponse.html(
                        405,
                        "<!doctype html>\n<title>405</title>\n<h1>Method not allowed</h1>\n<p>Use " + allowed
                                + ".</p>\n")
                .withHeader("Allow", allowed);
    }

    static StubResponse missingKey(String header) {
        return error(401, Message.of("header " + header, "an API key", "missing") + ".");
    }

    static StubResponse wrongKey() {
        return error(401, "The API key is not valid.");
    }

    static StubResponse rateExceeded(Instant reset) {
        return error(429, "Too many requests; the next one is admitted at " + reset + ".")
                .withHeader(StubResponse.RATE_LIMIT_RESET, reset.toString());
    }

    static StubResponse badRequest(List<Problem> problems) {
        return error(400, join(problems));
    }

    static StubResponse insufficientCredits(BigDecimal balance, BigDecimal cost) {
        return error(
                406, "Too few credits: " + balance.toPlainString() + " left, " + cost.toPlainString() + " needed.");
    }

    static StubResponse sandboxFailed(Throwable cause) {
        return error(500, "The sandbox itself failed: " + cause);
    }

    private static String join(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }

    private static StubResponse error(int status, String text) {
        JsonObject body = new JsonObject();
        body.addProperty(ApiDocument.ERROR, text);
        return StubResponse.json(status, body.toString());
    }
}

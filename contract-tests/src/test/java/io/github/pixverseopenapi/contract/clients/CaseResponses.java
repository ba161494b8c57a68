package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers other than the usual video: each documented status in each of its media types, a success that is no video,
 * and what makes HTTP clients send again or elsewhere.
 */
final class CaseResponses {
    /** Stands in a header for the address of another server. */
    static final String ELSEWHERE = "{elsewhere}";

    private static final List<Fault> BREAKS =
            List.of(Fault.DISCONNECT_AFTER_REQUEST, Fault.EMPTY_RESPONSE, Fault.DISCONNECT_IN_BODY);

    private final ApiDocument document;
    private final ApiOperation operation;

    CaseResponses(ApiDocument document, ApiOperation operation) {
        this.document = document;
        this.operation = operation;
    }

    Map<String, JsonObject> all() {
        Map<String, JsonObject> answers = new LinkedHashMap<>();
        document.responses(operation).forEach((status, response) -> {
            if (!status.equals("200")) {
                response.getAsJsonObject("content")
                        .entrySet()
                        .forEach(content -> answers.put(
                                status + " " + content.getKey(),
                                answer(Integer.parseInt(status), content.getKey(), text(content.getValue()))));
            }
        });
        answers.put("200 without a video", answer(200, ApiDocument.JSON, "{\"error\":\"Declined.\"}"));
        answers.put("408", withHeader(answer(408, "text/plain", ""), "Connection", "close"));
        answers.put("421", answer(421, "text/plain", ""));
        answers.put("425", answer(425, "text/plain", ""));
        answers.put("429 retry at once", withHeader(answer(429, "text/plain", ""), "Retry-After", "0"));
        answers.put("503 retry at once", withHeader(answer(503, "text/plain", ""), "Retry-After", "0"));
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            answers.put(
                    status + " to another server",
                    withHeader(answer(status, "text/plain", ""), "Location", ELSEWHERE + operation.path()));
        }
        answers.put("307 to the same server", withHeader(answer(307, "text/plain", ""), "Location", operation.path()));
        BREAKS.forEach(fault -> answers.put(fault.name(), fault(fault)));
        answers.put(Fault.STALL_BEFORE_RESPONSE.name(), fault(Fault.STALL_BEFORE_RESPONSE));
        return answers;
    }

    private static String text(JsonElement content) {
        JsonElement example = content.getAsJsonObject().get("example");
        return example.isJsonPrimitive() ? example.getAsString() : example.toString();
    }

    private static JsonObject answer(int status, String contentType, String body) {
        JsonObject answer = new JsonObject();
        answer.addProperty("status", status);
        answer.addProperty("contentType", contentType);
        answer.addProperty("body", body);
        return answer;
    }

    private static JsonObject withHeader(JsonObject answer, String name, String value) {
        JsonObject headers = new JsonObject();
        headers.addProperty(name, value);
        answer.add("headers", headers);
        return answer;
    }

    private static JsonObject fault(Fault fault) {
        JsonObject answer = new JsonObject();
        answer.add("fault", new JsonPrimitive(fault.name()));
        return answer;
    }

    /** Whether nothing ever comes, so that the caller needs a time limit. */
    static boolean isSilent(JsonObject answer) {
        return answer.has("fault") && answer.get("fault").getAsString().startsWith("STALL");
    }

    /** @param elsewhere the address that {@link #ELSEWHERE} stands for */
    static StubResponse prepare(JsonObject answer, String elsewhere) {
        if (answer.has("fault")) {
            return StubResponse.fault(Fault.valueOf(answer.get("fault").getAsString()));
        }
        StubResponse prepared = StubResponse.of(
                answer.get("status").getAsInt(),
                answer.get("contentType").getAsString(),
                answer.get("body").getAsString().getBytes(StandardCharsets.UTF_8));
        if (answer.has("headers")) {
            for (Map.Entry<String, JsonElement> header :
                    answer.getAsJsonObject("headers").entrySet()) {
                prepared = prepared.withHeader(
                        header.getKey(), header.getValue().getAsString().replace(ELSEWHERE, elsewhere));
            }
        }
        return prepared;
    }
}

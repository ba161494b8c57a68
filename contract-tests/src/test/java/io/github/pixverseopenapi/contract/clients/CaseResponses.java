package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Responses other than a video: each documented status with each of its media types, a 200 without a video, and
 * responses that make HTTP clients resend or redirect.
 */
final class CaseResponses {
    /** Placeholder in a header for the URL of another server. */
    static final String OTHER_SERVER = "{otherServer}";

    private static final List<Fault> BREAKS =
            List.of(Fault.DISCONNECT_AFTER_REQUEST, Fault.EMPTY_RESPONSE, Fault.DISCONNECT_IN_BODY);

    private final ApiDocument document;
    private final ApiOperation operation;

    CaseResponses(ApiDocument document, ApiOperation operation) {
        this.document = document;
        this.operation = operation;
    }

    Map<String, JsonObject> all() {
        Map<String, JsonObject> responses = new LinkedHashMap<>();
        document.responses(operation).forEach((status, response) -> {
            if (!status.equals("200")) {
                response.getAsJsonObject("content")
                        .entrySet()
                        .forEach(content -> responses.put(
                                status + " " + content.getKey(),
                                response(Integer.parseInt(status), content.getKey(), text(content.getValue()))));
            }
        });
        responses.put("200 without a video", response(200, ApiDocument.JSON, "{\"error\":\"Declined.\"}"));
        responses.put("408", withHeader(response(408, "text/plain", ""), "Connection", "close"));
        responses.put("421", response(421, "text/plain", ""));
        responses.put("425", response(425, "text/plain", ""));
        responses.put("429 retry at once", withHeader(response(429, "text/plain", ""), "Retry-After", "0"));
        responses.put("503 retry at once", withHeader(response(503, "text/plain", ""), "Retry-After", "0"));
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            responses.put(
                    status + " to another server",
                    withHeader(response(status, "text/plain", ""), "Location", OTHER_SERVER + operation.path()));
        }
        responses.put(
                "307 to the same server", withHeader(response(307, "text/plain", ""), "Location", operation.path()));
        BREAKS.forEach(fault -> responses.put(fault.name(), fault(fault)));
        responses.put(Fault.STALL_BEFORE_RESPONSE.name(), fault(Fault.STALL_BEFORE_RESPONSE));
        return responses;
    }

    private static String text(JsonElement content) {
        JsonElement example = content.getAsJsonObject().get("example");
        return example.isJsonPrimitive() ? example.getAsString() : example.toString();
    }

    static JsonObject response(int status, String contentType, String body) {
        JsonObject response = new JsonObject();
        response.addProperty("status", status);
        response.addProperty("contentType", contentType);
        response.addProperty("body", body);
        return response;
    }

    /** The response, to which the header is added. */
    static JsonObject withHeader(JsonObject response, String name, String value) {
        if (!response.has("headers")) {
            response.add("headers", new JsonObject());
        }
        response.getAsJsonObject("headers").addProperty(name, value);
        return response;
    }

    static JsonObject fault(Fault fault) {
        JsonObject response = new JsonObject();
        response.add("fault", new JsonPrimitive(fault.name()));
        return response;
    }

    /** Whether no response is ever sent, so that the caller needs a timeout. */
    static boolean isSilent(JsonObject response) {
        return response.has("fault") && response.get("fault").getAsString().startsWith("STALL");
    }

    /** How long no byte of the response is sent. */
    static Duration delay(JsonObject response) {
        return response.has("delaySeconds")
                ? Duration.ofSeconds(response.get("delaySeconds").getAsLong())
                : Duration.ZERO;
    }

    /** The response that a case describes: a fault, the video, or a text; each with headers and a delay. */
    static StubResponse prepare(JsonObject response, Placeholders placeholders) {
        StubResponse prepared = response.has("status")
                ? StubResponse.of(
                        response.get("status").getAsInt(),
                        response.get("contentType").getAsString(),
                        placeholders.in(response.get("body").getAsString()).getBytes(StandardCharsets.UTF_8))
                : StubResponse.video();
        if (response.has("headers")) {
            for (Map.Entry<String, JsonElement> header :
                    response.getAsJsonObject("headers").entrySet()) {
                prepared = prepared.withHeader(
                        header.getKey(), placeholders.in(header.getValue().getAsString()));
            }
        }
        prepared = prepared.withDelay(delay(response));
        return response.has("fault")
                ? prepared.withFault(Fault.valueOf(response.get("fault").getAsString()))
                : prepared;
    }
}

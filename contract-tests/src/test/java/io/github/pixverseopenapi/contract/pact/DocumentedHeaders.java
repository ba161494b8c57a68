package io.github.pixverseopenapi.contract.pact;

import au.com.dius.pact.consumer.dsl.Matchers;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that the document declares for an answer, each with an example and a pattern for its type. */
final class DocumentedHeaders {

    private static final Map<String, String> EXAMPLES = Map.of(
            "x-request-id", "request-0001",
            "x-cost", "0.45",
            "x-remaining-credits", "99.55",
            "x-generation-time", "44.13",
            "x-seed-value", "4711",
            "x-rate-limit-reset-at-utc", "2026-01-01T00:00:00Z");

    private static final Map<String, String> PATTERNS = Map.of(
            "string", "^.+$",
            "integer", "^-?[0-9]+$",
            "number", "^-?[0-9]+([.][0-9]+)?$");

    private DocumentedHeaders() {}

    static Map<String, Object> of(JsonObject response) {
        Map<String, Object> headers = new LinkedHashMap<>();
        JsonObject declared = response.getAsJsonObject("headers");
        for (String name : declared.keySet()) {
            String type = declared.getAsJsonObject(name).getAsJsonObject("schema").get("type").getAsString();
            headers.put(name, Matchers.regexp(PATTERNS.get(type), example(name)));
        }
        return headers;
    }

    /** What the provider sends in the consumer's tests. */
    static String example(String name) {
        if (!EXAMPLES.containsKey(name)) {
            throw new AssertionError("the document has a new header, " + name + ": give an example of it here");
        }
        return EXAMPLES.get(name);
    }
}

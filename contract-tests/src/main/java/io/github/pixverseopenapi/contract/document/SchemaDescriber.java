package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says in words what the schema of one property allows. */
final class SchemaDescriber {

    private SchemaDescriber() {}

    /** Such as {@code one of 5, 8} or {@code a whole number from 1 to 100}: to be read after "must be". */
    static String of(ApiDocument document, JsonObject property) {
        JsonObject rules = rules(document, property);
        if (rules.has("enum")) {
            return oneOf(rules.getAsJsonArray("enum"));
        }
        if (rules.has("x-allowed")) {
            return rules.get("x-allowed").getAsString();
        }
        String type = rules.has("type") ? rules.get("type").getAsString() : "";
        return switch (type) {
            case "integer" -> "a whole number" + range(rules, "minimum", "maximum", "");
            case "number" -> "a number" + range(rules, "minimum", "maximum", "");
            case "boolean" -> "true or false";
            case "string" -> "text" + range(rules, "minLength", "maxLength", " characters") + pattern(rules);
            case "array" -> "a list" + range(rules, "minItems", "maxItems", " entries");
            case "object" -> "an object";
            default -> "as the document describes it";
        };
    }

    /** The keywords of a schema, of what it refers to and of its allOf in one flat object. */
    static JsonObject rules(ApiDocument document, JsonObject schema) {
        JsonObject rules = new JsonObject();
        collect(document, schema, rules);
        return rules;
    }

    private static void collect(ApiDocument document, JsonObject schema, JsonObject rules) {
        JsonObject resolved = document.resolve(schema);
        for (Map.Entry<String, JsonElement> keyword : resolved.entrySet()) {
            if (keyword.getKey().equals("allOf")) {
                keyword.getValue().getAsJsonArray().forEach(part -> collect(document, part.getAsJsonObject(), rules));
            } else if (!rules.has(keyword.getKey())) {
                rules.add(keyword.getKey(), keyword.getValue());
            }
        }
    }

    private static String oneOf(JsonArray values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.toString()));
        return (texts.size() == 1 ? "" : "one of ") + String.join(", ", texts);
    }

    private static String range(JsonObject rules, String lower, String upper, String unit) {
        boolean bounded = rules.has(upper);
        if (rules.has(lower)) {
            return bounded
                    ? " from " + rules.get(lower) + " to " + rules.get(upper) + unit
                    : " of at least " + rules.get(lower) + unit;
        }
        return bounded ? " of at most " + rules.get(upper) + unit : "";
    }

    private static String pattern(JsonObject rules) {
        return rules.has("pattern") ? " that matches " + rules.get("pattern").getAsString() : "";
    }
}

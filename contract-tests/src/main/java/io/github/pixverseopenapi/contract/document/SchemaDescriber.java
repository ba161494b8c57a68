package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Describes the values that the schema of a property allows. */
final class SchemaDescriber {

    private SchemaDescriber() {}

    /** A description that follows "must be", such as {@code one of 5, 8} or {@code a whole number from 1 to 100}. */
    static String of(ApiDocument document, JsonObject property) {
        JsonObject keywords = keywords(document, property);
        if (keywords.has("enum")) {
            return oneOf(keywords.getAsJsonArray("enum"));
        }
        if (keywords.has("x-allowed")) {
            return keywords.get("x-allowed").getAsString();
        }
        String type = keywords.has("type") ? keywords.get("type").getAsString() : "";
        return switch (type) {
            case "integer" -> "a whole number" + range(keywords, "minimum", "maximum", "");
            case "number" -> "a number" + range(keywords, "minimum", "maximum", "");
            case "boolean" -> "true or false";
            case "string" -> "text" + range(keywords, "minLength", "maxLength", " characters") + pattern(keywords);
            case "array" -> "a list" + range(keywords, "minItems", "maxItems", " entries") + items(document, keywords);
            case "object" -> "an object";
            default -> "as the document describes it";
        };
    }

    /** The keywords of a schema, of its references and of its allOf, merged into one object. */
    static JsonObject keywords(ApiDocument document, JsonObject schema) {
        JsonObject keywords = new JsonObject();
        collect(document, schema, keywords);
        return keywords;
    }

    private static void collect(ApiDocument document, JsonObject schema, JsonObject keywords) {
        JsonObject resolved = document.resolve(schema);
        for (Map.Entry<String, JsonElement> keyword : resolved.entrySet()) {
            if (keyword.getKey().equals("allOf")) {
                keyword.getValue()
                        .getAsJsonArray()
                        .forEach(part -> collect(document, part.getAsJsonObject(), keywords));
            } else if (!keywords.has(keyword.getKey())) {
                keywords.add(keyword.getKey(), keyword.getValue());
            }
        }
    }

    private static String oneOf(JsonArray values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.toString()));
        return (texts.size() == 1 ? "" : "one of ") + String.join(", ", texts);
    }

    private static String range(JsonObject keywords, String lower, String upper, String unit) {
        boolean bounded = keywords.has(upper);
        if (keywords.has(lower)) {
            return bounded
                    ? " from " + keywords.get(lower) + " to " + keywords.get(upper) + unit
                    : " of at least " + keywords.get(lower) + unit;
        }
        return bounded ? " of at most " + keywords.get(upper) + unit : "";
    }

    private static String items(ApiDocument document, JsonObject keywords) {
        return keywords.has("items") ? ", each " + of(document, keywords.getAsJsonObject("items")) : "";
    }

    private static String pattern(JsonObject keywords) {
        return keywords.has("pattern")
                ? " that matches " + keywords.get("pattern").getAsString()
                : "";
    }
}

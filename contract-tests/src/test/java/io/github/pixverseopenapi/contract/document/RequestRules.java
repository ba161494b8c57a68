package io.github.pixverseopenapi.contract.document;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;

/**
 * The rules of a request as templates need them, {@code x-rules}: references resolved, every literal also as JSON. No two
 * keys of different levels are equal, because a Mustache template finds those of the outer level in the inner one.
 */
final class RequestRules {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final ApiDocument document;
    private final JsonObject schema;

    private RequestRules(ApiDocument document, ApiOperation operation) {
        this.document = document;
        this.schema = document.requestSchema(operation);
    }

    static JsonObject of(ApiDocument document, ApiOperation operation) {
        RequestRules rules = new RequestRules(document, operation);
        JsonObject json = new JsonObject();
        json.add("fields", rules.fields());
        json.add("combinations", rules.combinations());
        return json;
    }

    private JsonArray fields() {
        JsonArray fields = new JsonArray();
        for (Map.Entry<String, JsonElement> property :
                schema.getAsJsonObject("properties").entrySet()) {
            fields.add(field(property.getKey(), property.getValue().getAsJsonObject()));
        }
        return fields;
    }

    private JsonObject field(String name, JsonObject property) {
        JsonObject keywords = SchemaDescriber.keywords(document, property);
        String allowed = SchemaDescriber.of(document, property);
        JsonObject field = new JsonObject();
        field.addProperty("fieldName", name);
        field.addProperty("isRequired", schema.getAsJsonArray("required").contains(new JsonPrimitive(name)));
        field.add("fieldType", keywords.get("type"));
        field.addProperty("allowedWords", allowed);
        field.addProperty("allowedWordsJson", GSON.toJson(allowed));
        if (keywords.has("enum")) {
            JsonArray values = new JsonArray();
            keywords.getAsJsonArray("enum").forEach(value -> values.add(object("valueJson", GSON.toJson(value))));
            field.add("allowedValues", values);
        }
        copy(keywords, "minimum", field, "leastValue");
        copy(keywords, "maximum", field, "greatestValue");
        copy(keywords, "minLength", field, "leastLength");
        if (keywords.has("pattern")) {
            field.add("matchPattern", keywords.get("pattern"));
            field.addProperty("matchPatternJson", GSON.toJson(keywords.get("pattern")));
        }
        if (keywords.has("default")) {
            field.addProperty("defaultJson", GSON.toJson(keywords.get("default")));
        }
        return field;
    }

    /** As text, because not every language has integers of 64 bits. */
    private static void copy(JsonObject keywords, String keyword, JsonObject field, String name) {
        if (keywords.has(keyword)) {
            field.addProperty(name, keywords.get(keyword).getAsString());
        }
    }

    private JsonArray combinations() {
        JsonArray combinations = new JsonArray();
        if (schema.has("allOf")) {
            for (JsonElement part : schema.getAsJsonArray("allOf")) {
                for (JsonElement excluded :
                        document.resolve(part.getAsJsonObject()).getAsJsonArray("allOf")) {
                    combinations.add(combination(excluded.getAsJsonObject()));
                }
            }
        }
        return combinations;
    }

    private static JsonObject combination(JsonObject excluded) {
        String reason = excluded.get("x-reason").getAsString();
        JsonArray fields = new JsonArray();
        for (Map.Entry<String, JsonElement> property :
                excluded.getAsJsonObject("not").getAsJsonObject("properties").entrySet()) {
            JsonArray values = property.getValue().getAsJsonObject().getAsJsonArray("enum");
            JsonObject field = object("excludedName", property.getKey());
            field.addProperty("excludedJson", GSON.toJson(values.get(0)));
            fields.add(field);
        }
        JsonObject combination = object("reasonText", reason);
        combination.addProperty("reasonJson", GSON.toJson(reason));
        combination.add("excludedFields", fields);
        return combination;
    }

    /** An object with one property. */
    static JsonObject object(String name, String value) {
        JsonObject object = new JsonObject();
        object.addProperty(name, value);
        return object;
    }
}

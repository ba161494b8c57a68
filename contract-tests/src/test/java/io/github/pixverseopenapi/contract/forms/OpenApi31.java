package io.github.pixverseopenapi.contract.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/** OpenAPI 3.0 as 3.1: its schemas are JSON Schemas 2020-12, and binary content has none. */
final class OpenApi31 {
    private OpenApi31() {}

    /** Changes the document. */
    static JsonObject of(JsonObject document) {
        document.addProperty("openapi", "3.1.0");
        convertMedia(document);
        document.getAsJsonObject("components").getAsJsonObject("schemas").asMap().values().stream()
                .map(JsonElement::getAsJsonObject)
                .forEach(OpenApi31::convertSchema);
        return document;
    }

    private static void convertMedia(JsonElement element) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(OpenApi31::convertMedia);
        } else if (element.isJsonObject()) {
            JsonObject object = element.getAsJsonObject();
            if (object.get("schema") instanceof JsonObject schema) {
                convertSchema(schema);
            }
            object.asMap().forEach((name, value) -> {
                if (!name.equals("schemas") && !name.startsWith("example")) {
                    convertMedia(value);
                }
            });
        }
    }

    /** Of the keywords that the document uses, {@code example} and the format {@code binary} are not of JSON Schema. */
    static void convertSchema(JsonObject schema) {
        JsonElement example = schema.remove("example");
        if (example != null) {
            JsonArray examples = new JsonArray();
            examples.add(example);
            schema.add("examples", examples);
        }
        if (schema.has("format") && schema.get("format").getAsString().equals("binary")) {
            schema.remove("type");
            schema.remove("format");
        }
        for (Map.Entry<String, JsonElement> keyword : schema.entrySet()) {
            switch (keyword.getKey()) {
                case "properties" ->
                    keyword.getValue().getAsJsonObject().asMap().values().stream()
                            .map(JsonElement::getAsJsonObject)
                            .forEach(OpenApi31::convertSchema);
                case "allOf" ->
                    keyword.getValue().getAsJsonArray().forEach(part -> convertSchema(part.getAsJsonObject()));
                case "items", "not" -> convertSchema(keyword.getValue().getAsJsonObject());
                default -> {
                    // Has no schema inside.
                }
            }
        }
    }
}

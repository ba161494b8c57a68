package io.github.pixverseopenapi.contract.forms;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.util.ArrayDeque;
import java.util.Deque;

/** One schema of the document as a JSON Schema 2020-12 in one file, with all that it refers to. */
final class BundledSchema {
    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFINITIONS = "#/$defs/";

    private final JsonObject schemas;
    private final JsonObject definitions = new JsonObject();
    private final Deque<String> open = new ArrayDeque<>();

    private BundledSchema(ApiDocument document) {
        this.schemas = document.json().getAsJsonObject("components").getAsJsonObject("schemas");
    }

    static JsonObject of(ApiDocument document, String name) {
        return new BundledSchema(document).bundle(name);
    }

    private JsonObject bundle(String name) {
        JsonObject bundled = new JsonObject();
        bundled.addProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
        bundled.addProperty("title", name);
        converted(name).asMap().forEach(bundled::add);
        while (!open.isEmpty()) {
            String next = open.remove();
            if (!definitions.has(next)) {
                definitions.add(next, converted(next));
            }
        }
        bundled.add("$defs", definitions);
        return bundled;
    }

    private JsonObject converted(String name) {
        JsonObject schema = schemas.getAsJsonObject(name).deepCopy();
        OpenApi31.convertSchema(schema);
        redirect(schema);
        return schema;
    }

    private void redirect(JsonElement element) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(this::redirect);
        } else if (element.isJsonObject()) {
            element.getAsJsonObject().entrySet().forEach(entry -> {
                if (entry.getKey().equals("$ref")) {
                    String target = entry.getValue().getAsString().substring(COMPONENTS.length());
                    open.add(target);
                    entry.setValue(new JsonPrimitive(DEFINITIONS + target));
                } else {
                    redirect(entry.getValue());
                }
            });
        }
    }
}

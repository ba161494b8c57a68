package io.github.pixverseopenapi.contract.agreement;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fields of an operation's request, read from the document. */
public final class Fields {
    private Fields() {}

    public static List<Field> of(ApiDocument document, ApiOperation operation) {
        JsonObject schemas = document.json().getAsJsonObject("components").getAsJsonObject("schemas");
        JsonObject schema = document.requestSchema(operation);
        List<Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonElement> property :
                schema.getAsJsonObject("properties").entrySet()) {
            JsonObject rules = new JsonObject();
            collect(schemas, property.getValue().getAsJsonObject(), rules);
            boolean required = schema.getAsJsonArray("required").contains(new JsonPrimitive(property.getKey()));
            fields.add(new Field(property.getKey(), required, rules));
        }
        return fields;
    }

    private static void collect(JsonObject schemas, JsonObject schema, JsonObject rules) {
        for (Map.Entry<String, JsonElement> keyword : schema.entrySet()) {
            if (keyword.getKey().equals("$ref")) {
                String reference = keyword.getValue().getAsString();
                collect(schemas, schemas.getAsJsonObject(reference.substring(reference.lastIndexOf('/') + 1)), rules);
            } else if (keyword.getKey().equals("allOf")) {
                keyword.getValue().getAsJsonArray().forEach(part -> collect(schemas, part.getAsJsonObject(), rules));
            } else if (!rules.has(keyword.getKey())) {
                rules.add(keyword.getKey(), keyword.getValue());
            }
        }
    }
}

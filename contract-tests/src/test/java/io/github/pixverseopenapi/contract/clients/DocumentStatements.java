package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.clients.Statement.StatementKind;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What a client should state, taken from the document. */
final class DocumentStatements {
    private static final Map<String, StatementKind> BOUNDS = Map.of(
            "minimum", StatementKind.MINIMUM, "maximum", StatementKind.MAXIMUM, "minLength", StatementKind.MIN_LENGTH);
    private static final Set<String> NOTHING_TO_CHECK =
            Set.of("type", "format", "default", "description", "allOf", "x-allowed", "x-documented-in");

    private final Set<Statement> found = new LinkedHashSet<>();
    private final JsonObject schemas;

    private DocumentStatements(ApiDocument document) {
        schemas = document.json().getAsJsonObject("components").getAsJsonObject("schemas");
        for (ApiOperation operation : document.videoOperations()) {
            found.add(Statement.operation(operation.path(), operation.method()));
            document.requestSchema(operation)
                    .getAsJsonObject("properties")
                    .entrySet()
                    .forEach(property -> addField(
                            operation.requiredRequestSchema(),
                            property.getKey(),
                            property.getValue().getAsJsonObject()));
        }
    }

    static Set<Statement> of(ApiDocument document) {
        return new DocumentStatements(document).found;
    }

    private void addField(String request, String field, JsonObject property) {
        found.add(Statement.field(request, field));
        for (Map.Entry<String, JsonElement> keyword : property.entrySet()) {
            String name = keyword.getKey();
            if (BOUNDS.containsKey(name)) {
                found.add(Statement.bound(
                        BOUNDS.get(name), request, field, keyword.getValue().getAsString()));
            } else if (name.equals("pattern")) {
                found.add(Statement.pattern(request, field, keyword.getValue().getAsString()));
            } else if (!NOTHING_TO_CHECK.contains(name)) {
                throw new AssertionError(
                        "The readers of clients know nothing of " + name + " at " + request + "." + field);
            }
        }
        if (property.has("allOf")) {
            property.getAsJsonArray("allOf")
                    .forEach(part -> addEnum(part.getAsJsonObject().get("$ref").getAsString()));
        }
    }

    private void addEnum(String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        JsonArray values = schemas.getAsJsonObject(name).getAsJsonArray("enum");
        JsonArray constants = schemas.getAsJsonObject(name).getAsJsonArray("x-enum-varnames");
        for (int i = 0; i < values.size(); i++) {
            found.add(Statement.enumValue(
                    name, constants.get(i).getAsString(), values.get(i).getAsString()));
        }
    }
}

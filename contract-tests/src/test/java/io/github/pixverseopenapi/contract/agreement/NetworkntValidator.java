package io.github.pixverseopenapi.contract.agreement;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document as networknt and Jackson read it. {@code format} is enforced too, although other keywords state the
 * same.
 */
final class NetworkntValidator implements Validator {
    private final String name;
    private final Map<String, Schema> schemas = new HashMap<>();

    NetworkntValidator(String name, ApiDocument document, Dialect dialect) {
        this.name = name;
        JsonObject readable = document.json();
        boundsAsDecimals(readable);
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        SchemaRegistry registry = SchemaRegistry.withDialect(dialect, builder -> builder.schemaRegistryConfig(config));
        JsonNode components = JacksonTree.read(readable.toString()).get("components");
        for (ApiOperation operation : Validators.withVideoRequests(document)) {
            ObjectNode schema = JsonNodeFactory.instance.objectNode();
            schema.putArray("allOf")
                    .addObject()
                    .put("$ref", "#/components/schemas/" + operation.requiredRequestSchema());
            schema.set("components", components);
            schemas.put(operation.operationId(), registry.getSchema(schema));
        }
    }

    /** With integer bounds, networknt 3.0.9 throws for values like 1e19 instead of rejecting them. */
    private static void boundsAsDecimals(JsonElement schema) {
        if (schema.isJsonArray()) {
            schema.getAsJsonArray().forEach(NetworkntValidator::boundsAsDecimals);
        } else if (schema.isJsonObject()) {
            for (Map.Entry<String, JsonElement> entry : schema.getAsJsonObject().entrySet()) {
                boolean bound =
                        entry.getKey().equals("minimum") || entry.getKey().equals("maximum");
                if (bound && entry.getValue().isJsonPrimitive()) {
                    entry.setValue(
                            new JsonPrimitive(entry.getValue().getAsBigDecimal().add(new BigDecimal("0.0"))));
                } else {
                    boundsAsDecimals(entry.getValue());
                }
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Verdict validate(ApiOperation operation, String json) {
        JsonNode body;
        try {
            body = JacksonTree.read(json);
            if (body.isMissingNode()) {
                return Verdict.invalid("nothing");
            }
        } catch (JacksonException | NumberFormatException e) {
            return Verdict.invalid(e.getMessage());
        }
        return Verdict.of(schemas.get(operation.operationId()).validate(body));
    }
}

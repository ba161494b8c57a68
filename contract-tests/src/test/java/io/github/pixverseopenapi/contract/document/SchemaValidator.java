package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Validates values against a schema of the document, read once as OpenAPI 3.0 and once as JSON Schema 2020-12.
 * The two must agree: the document promises to use only what means the same in both.
 */
final class SchemaValidator {
    private final Schema openApi;
    private final Schema jsonSchema;

    private SchemaValidator(Schema openApi, Schema jsonSchema) {
        this.openApi = openApi;
        this.jsonSchema = jsonSchema;
    }

    static SchemaValidator of(SpecFile spec, Object schema) {
        JsonNode node =
                json(Map.of("allOf", List.of(schema), "components", spec.root().get("components")));
        return new SchemaValidator(compile(Dialects.getOpenApi30(), node), compile(Dialects.getDraft202012(), node));
    }

    static SchemaValidator ofRequest(SpecFile spec, String path) {
        return of(spec, Map.of("$ref", "#/components/schemas/" + spec.requestSchemaName(path)));
    }

    boolean accepts(Object value) {
        return faults(value).isEmpty();
    }

    List<String> faults(Object value) {
        JsonNode node = json(value);
        List<String> asOpenApi = messages(openApi, node);
        List<String> asJsonSchema = messages(jsonSchema, node);
        assertThat(asOpenApi.isEmpty())
                .as(
                        "%s is validated alike: %s as OpenAPI 3.0, %s as JSON Schema 2020-12",
                        node, asOpenApi, asJsonSchema)
                .isEqualTo(asJsonSchema.isEmpty());
        return asOpenApi;
    }

    private static Schema compile(Dialect dialect, JsonNode schema) {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        return SchemaRegistry.withDialect(dialect, builder -> builder.schemaRegistryConfig(config))
                .getSchema(schema);
    }

    private static List<String> messages(Schema schema, JsonNode value) {
        return schema.validate(value).stream().map(Error::toString).toList();
    }

    private static JsonNode json(Object value) {
        return JsonMapper.shared().valueToTree(value);
    }
}

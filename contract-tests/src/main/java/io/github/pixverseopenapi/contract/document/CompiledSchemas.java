package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The schemas of the document, compiled as JSON Schema 2020-12. A schema is identified by its reference in the document,
 * such as {@code #/components/schemas/X}. Each is compiled when it is first used, with the schemas that it refers to.
 *
 * <p>The JSON Schema validator alone decides whether a value is valid. In JSON Schema 2020-12 {@code format} is an
 * annotation; constraints are expressed with {@code pattern}, {@code minimum} and {@code maximum}.
 */
final class CompiledSchemas {

    private static final URI BASE = URI.create("urn:pixverse-openapi:document");
    private static final String REFERENCE = "$ref";

    private final ApiDocument document;
    private final ProblemFormatter formatter;
    private final Map<String, Validator> validators = new ConcurrentHashMap<>();

    static CompiledSchemas of(ApiDocument document) {
        return document.shared(CompiledSchemas.class, CompiledSchemas::new);
    }

    private CompiledSchemas(ApiDocument document) {
        this.document = document;
        this.formatter = new ProblemFormatter(document);
    }

    boolean accepts(String schema, JsonElement value) {
        return validate(schema, value).isValid();
    }

    /** One problem for each invalid field or combination; empty when the object is valid. */
    List<Problem> problems(String schema, JsonObject value) {
        Validator.Result result = validate(schema, value);
        return result.isValid() ? List.of() : formatter.problems(schema, value, result.getErrors());
    }

    private Validator.Result validate(String schema, JsonElement value) {
        return validators
                .computeIfAbsent(schema, this::compile)
                .validate(URI.create(BASE + schema), new GsonNode(value));
    }

    private Validator compile(String schema) {
        Set<String> needed = new LinkedHashSet<>();
        collect(schema, needed);
        // Registers the schemas alone, each at its location in the document, so that references resolve.
        JsonObject root = new JsonObject();
        needed.forEach(reference -> put(root, reference, document.at(reference)));
        translatePatterns(root);
        // The meta-schema would see the root only, which is no schema itself.
        Validator validator = new ValidatorFactory()
                .withDialect(new Dialects.Draft2020Dialect())
                .withJsonNodeFactory(new GsonNode.Factory())
                .withDisabledSchemaValidation(true)
                .createValidator();
        validator.registerSchema(BASE, new GsonNode(root));
        return validator;
    }

    /** Adds a schema and all that it refers to. */
    private void collect(String schema, Set<String> needed) {
        if (needed.add(schema)) {
            references(document.at(schema)).forEach(reference -> collect(reference, needed));
        }
    }

    private static Stream<String> references(JsonElement schema) {
        if (schema.isJsonArray()) {
            return schema.getAsJsonArray().asList().stream().flatMap(CompiledSchemas::references);
        }
        if (!schema.isJsonObject()) {
            return Stream.empty();
        }
        return schema.getAsJsonObject().entrySet().stream()
                .flatMap(entry -> entry.getKey().equals(REFERENCE) && isText(entry.getValue())
                        ? Stream.of(entry.getValue().getAsString())
                        : references(entry.getValue()));
    }

    private static void put(JsonObject root, String reference, JsonObject schema) {
        String[] tokens = ApiDocument.tokens(reference);
        JsonObject parent = root;
        for (int i = 0; i < tokens.length - 1; i++) {
            if (!parent.has(tokens[i])) {
                parent.add(tokens[i], new JsonObject());
            }
            parent = parent.getAsJsonObject(tokens[i]);
        }
        parent.add(tokens[tokens.length - 1], schema.deepCopy());
    }

    /** Translates each ECMA-262 pattern into a Java pattern. */
    private static void translatePatterns(JsonElement schema) {
        if (schema.isJsonArray()) {
            schema.getAsJsonArray().forEach(CompiledSchemas::translatePatterns);
        } else if (schema.isJsonObject()) {
            for (Map.Entry<String, JsonElement> entry : schema.getAsJsonObject().entrySet()) {
                if (entry.getKey().equals("pattern") && isText(entry.getValue())) {
                    entry.setValue(new JsonPrimitive(
                            RegexTranslator.toJava(entry.getValue().getAsString())));
                } else {
                    translatePatterns(entry.getValue());
                }
            }
        }
    }

    /** A property may be named "pattern"; its value is then an object. */
    private static boolean isText(JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isString();
    }
}

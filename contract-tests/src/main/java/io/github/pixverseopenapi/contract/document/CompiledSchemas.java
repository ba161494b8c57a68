package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The document's schemas, read as JSON Schema 2020-12: the named ones and those of the answers. A schema is named by
 * its reference in the document, such as {@code #/components/schemas/X}.
 *
 * <p>Whether a value is accepted is the JSON Schema validator's word alone. {@code format} is an annotation in that
 * version of JSON Schema and decides nothing; what has to hold stands in {@code pattern}, {@code minimum} and
 * {@code maximum}.
 */
final class CompiledSchemas {

    private static final URI BASE = URI.create("urn:pixverse-openapi:document");

    private final Validator validator;
    private final ProblemFormatter wording;

    static CompiledSchemas of(ApiDocument document) {
        return document.shared(CompiledSchemas.class, CompiledSchemas::new);
    }

    private CompiledSchemas(ApiDocument document) {
        wording = new ProblemFormatter(document);
        validator = new ValidatorFactory()
                .withDialect(new Dialects.Draft2020Dialect())
                .withJsonNodeFactory(new GsonNode.Factory())
                .createValidator();
        // Schemas alone, each in the same place as in the document, so that the document's own references lead to it.
        JsonObject root = new JsonObject();
        put(root, "#/components/schemas", document.schemas());
        document.operations().stream()
                .flatMap(operation -> DocumentedResponse.of(document, operation).values().stream())
                .flatMap(DocumentedResponse::schemas)
                .distinct()
                .forEach(schema -> put(root, schema, document.at(schema)));
        translatePatterns(root);
        validator.registerSchema(BASE, new GsonNode(root));
    }

    boolean accepts(String schema, JsonElement value) {
        return judge(schema, value).isValid();
    }

    /** One problem for each wrong field or combination; empty when the object is accepted. */
    List<Problem> problems(String schema, JsonObject value) {
        Validator.Result result = judge(schema, value);
        return result.isValid() ? List.of() : wording.problems(schema, value, result.getErrors());
    }

    private Validator.Result judge(String schema, JsonElement value) {
        return validator.validate(URI.create(BASE + schema), new GsonNode(value));
    }

    private static void put(JsonObject root, String reference, JsonObject schema) {
        String[] steps = ApiDocument.steps(reference);
        JsonObject parent = root;
        for (int i = 0; i < steps.length - 1; i++) {
            if (!parent.has(steps[i])) {
                parent.add(steps[i], new JsonObject());
            }
            parent = parent.getAsJsonObject(steps[i]);
        }
        parent.add(steps[steps.length - 1], schema.deepCopy());
    }

    /** Puts what Java understands in place of each pattern, which is one of ECMA-262. */
    private static void translatePatterns(JsonElement schema) {
        if (schema.isJsonArray()) {
            schema.getAsJsonArray().forEach(CompiledSchemas::translatePatterns);
        } else if (schema.isJsonObject()) {
            for (Map.Entry<String, JsonElement> entry : schema.getAsJsonObject().entrySet()) {
                if (entry.getKey().equals("pattern") && isText(entry.getValue())) {
                    entry.setValue(new JsonPrimitive(
                            RegexTranslator.inJava(entry.getValue().getAsString())));
                } else {
                    translatePatterns(entry.getValue());
                }
            }
        }
    }

    /** A property may itself be called "pattern"; then an object stands here. */
    private static boolean isText(JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isString();
    }
}

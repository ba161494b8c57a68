package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.MalformedJsonException;
import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Checks request bodies against the document's schemas, read as JSON Schema 2020-12. Made once for a document,
 * it may be used by any number of threads.
 *
 * <p>Whether a body is accepted is the JSON Schema validator's word alone. {@code format} is an annotation in that
 * version of JSON Schema and decides nothing; what has to hold stands in {@code pattern}.
 */
public final class RequestValidator {

    private static final URI SCHEMAS = URI.create("urn:pixverse-openapi:schemas");

    private final Validator validator;
    private final ProblemWording wording;

    /**
     * Translates and compiles the document's schemas.
     *
     * @throws dev.harrel.jsonschema.JsonSchemaException when they are not valid JSON Schema
     */
    public RequestValidator(ApiDocument document) {
        wording = new ProblemWording(document);
        validator = new ValidatorFactory()
                .withDialect(new Dialects.Draft2020Dialect())
                .withJsonNodeFactory(new GsonNode.Factory())
                .createValidator();
        JsonObject components = new JsonObject();
        components.add("schemas", document.schemas().deepCopy());
        JsonObject root = new JsonObject();
        // The same place as in the document, so that the document's own references lead to it.
        root.add("components", components);
        anchorPatterns(root);
        validator.registerSchema(SCHEMAS, new GsonNode(root));
    }

    /**
     * Checks the bytes of a body.
     *
     * @return every problem, one for each wrong field or combination; empty when the body is accepted
     */
    public List<Problem> validate(ApiOperation operation, byte[] body) {
        try {
            return validate(operation, StrictJson.parseObject(body));
        } catch (MalformedJsonException e) {
            return List.of(new Problem("", e.getMessage()));
        }
    }

    /**
     * Checks the text of a body.
     *
     * @return every problem, one for each wrong field or combination; empty when the body is accepted
     */
    public List<Problem> validate(ApiOperation operation, String body) {
        try {
            return validate(operation, StrictJson.parseObject(body));
        } catch (MalformedJsonException e) {
            return List.of(new Problem("", e.getMessage()));
        }
    }

    /**
     * Checks a body that {@link StrictJson} has read.
     *
     * @return every problem, one for each wrong field or combination; empty when the body is accepted
     */
    public List<Problem> validate(ApiOperation operation, JsonObject body) {
        URI schema = URI.create(SCHEMAS + "#/components/schemas/" + operation.requestSchema());
        Validator.Result result = validator.validate(schema, new GsonNode(body));
        return result.isValid() ? List.of() : wording.problems(operation.requestSchema(), body, result.getErrors());
    }

    /**
     * Replaces the {@code $} that ends a pattern. The document's patterns are ECMA-262, where it means the very
     * end; in Java it also matches before a final line break, so "http://a" with a line break would pass.
     */
    private static void anchorPatterns(JsonElement schema) {
        if (schema.isJsonArray()) {
            schema.getAsJsonArray().forEach(RequestValidator::anchorPatterns);
        } else if (schema.isJsonObject()) {
            for (Map.Entry<String, JsonElement> entry : schema.getAsJsonObject().entrySet()) {
                if (entry.getKey().equals("pattern") && isText(entry.getValue())) {
                    entry.setValue(new JsonPrimitive(anchored(entry.getValue().getAsString())));
                } else {
                    anchorPatterns(entry.getValue());
                }
            }
        }
    }

    /** A property may itself be called "pattern"; then an object stands here. */
    private static boolean isText(JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isString();
    }

    private static String anchored(String pattern) {
        if (!pattern.endsWith("$")) {
            return pattern;
        }
        int end = pattern.length() - 1;
        int backslashes = 0;
        while (backslashes < end && pattern.charAt(end - 1 - backslashes) == '\\') {
            backslashes++;
        }
        boolean escaped = backslashes % 2 == 1;
        return escaped ? pattern : pattern.substring(0, end) + "\\z";
    }
}

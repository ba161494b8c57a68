package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonObject;
import com.google.gson.stream.MalformedJsonException;
import java.util.List;

/**
 * Checks request bodies against the document's schemas, read as JSON Schema 2020-12. Made once for a document,
 * it may be used by any number of threads.
 *
 * <p>Whether a body is accepted is the JSON Schema validator's word alone. {@code format} is an annotation in that
 * version of JSON Schema and decides nothing; what has to hold stands in {@code pattern}.
 */
public final class RequestValidator {

    private final CompiledSchemas schemas;

    /**
     * The validator of a document. Compiles the document's schemas at the first call.
     *
     * @throws dev.harrel.jsonschema.JsonSchemaException if the schemas are not valid JSON Schema
     */
    public static RequestValidator of(ApiDocument document) {
        return document.shared(RequestValidator.class, RequestValidator::new);
    }

    private RequestValidator(ApiDocument document) {
        schemas = CompiledSchemas.of(document);
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
        return schemas.problems("#/components/schemas/" + operation.requestSchema(), body);
    }
}

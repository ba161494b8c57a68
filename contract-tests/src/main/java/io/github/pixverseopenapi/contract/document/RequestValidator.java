package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonObject;
import com.google.gson.stream.MalformedJsonException;
import java.util.List;

/**
 * Validates request bodies against the document's schemas as JSON Schema 2020-12. One instance per document;
 * thread-safe.
 *
 * <p>The JSON Schema validator alone decides whether a body is valid. In JSON Schema 2020-12 {@code format} is an
 * annotation; constraints are expressed with {@code pattern}.
 */
public final class RequestValidator {

    private final CompiledSchemas schemas;

    /** Returns the validator of a document. Each schema is compiled when it is first used. */
    public static RequestValidator of(ApiDocument document) {
        return document.shared(RequestValidator.class, RequestValidator::new);
    }

    private RequestValidator(ApiDocument document) {
        schemas = CompiledSchemas.of(document);
    }

    /**
     * Validates a body in UTF-8.
     *
     * @return one problem for each invalid field or combination; empty when the body is valid
     */
    public List<Problem> validate(ApiOperation operation, byte[] body) {
        try {
            return validate(operation, StrictJson.parseObject(body));
        } catch (MalformedJsonException e) {
            return List.of(new Problem("", e.getMessage()));
        }
    }

    /**
     * Validates a body.
     *
     * @return one problem for each invalid field or combination; empty when the body is valid
     */
    public List<Problem> validate(ApiOperation operation, String body) {
        try {
            return validate(operation, StrictJson.parseObject(body));
        } catch (MalformedJsonException e) {
            return List.of(new Problem("", e.getMessage()));
        }
    }

    /**
     * Validates a body parsed by {@link StrictJson}.
     *
     * @return one problem for each invalid field or combination; empty when the body is valid
     */
    public List<Problem> validate(ApiOperation operation, JsonObject body) {
        return schemas.problems("#/components/schemas/" + operation.requiredRequestSchema(), body);
    }
}

package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.FileFields;
import io.github.pixverseopenapi.contract.document.Problem;
import io.github.pixverseopenapi.contract.document.RequestValidator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates request bodies from the document. */
final class ProbeBodies {

    private static final String INVALID_VALUE = "no-such-value";

    private final ApiDocument document;

    ProbeBodies(ApiDocument document) {
        this.document = document;
    }

    /**
     * An empty object, from which no video can be generated, even if the service no longer checks API keys. Empty when
     * the document accepts it.
     */
    Optional<JsonObject> withoutFields(ApiOperation operation) {
        return ifInvalid(operation, new JsonObject());
    }

    /** The example with one value outside its enum; empty when the document has no such example. */
    Optional<JsonObject> withInvalidValue(ApiOperation operation) {
        return document.requestExample(operation)
                .flatMap(example -> example.entrySet().stream()
                        .filter(field -> isText(field.getValue()) && !isUrl(field.getValue()))
                        .map(field -> with(example, field.getKey(), INVALID_VALUE))
                        .flatMap(body -> ifInvalid(operation, body).stream())
                        .findFirst());
    }

    /**
     * The example with its placeholder URLs replaced by the given ones.
     *
     * @throws MissingInputException when a URL is missing
     * @throws IllegalArgumentException when the document rejects a given URL
     */
    Optional<JsonObject> example(ApiOperation operation, Map<String, String> inputs) throws MissingInputException {
        Optional<JsonObject> example = document.requestExample(operation);
        if (example.isEmpty()) {
            return Optional.empty();
        }
        JsonObject body = example.get();
        for (Map.Entry<String, JsonElement> field : example.get().entrySet()) {
            if (isText(field.getValue()) && isUrl(field.getValue())) {
                String url = inputs.get(field.getKey());
                if (url == null) {
                    throw new MissingInputException(field.getKey());
                }
                body = with(body, field.getKey(), url);
            }
        }
        List<Problem> problems = RequestValidator.of(document).validate(operation, body);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "The request for " + operation.operationId() + " is invalid: " + problems.get(0));
        }
        return Optional.of(body);
    }

    private Optional<JsonObject> ifInvalid(ApiOperation operation, JsonObject body) {
        return RequestValidator.of(document).validate(operation, body).isEmpty() ? Optional.empty() : Optional.of(body);
    }

    private static boolean isText(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString();
    }

    private static boolean isUrl(JsonElement text) {
        return text.getAsString().contains("://");
    }

    private static JsonObject with(JsonObject body, String field, String value) {
        JsonObject changed = body.deepCopy();
        changed.addProperty(field, value);
        return changed;
    }

    /** The option with the URL of a file is missing. */
    static final class MissingInputException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingInputException(String field) {
            super("requires " + FileFields.option(field) + " URL: the URL in the document's example does not exist");
        }
    }
}

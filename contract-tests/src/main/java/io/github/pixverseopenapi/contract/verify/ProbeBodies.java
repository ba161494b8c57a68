package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.Problem;
import io.github.pixverseopenapi.contract.document.RequestValidator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bodies to send, made from the document. */
final class ProbeBodies {

    private static final String NOT_IN_ANY_LIST = "no-such-value";

    private final ApiDocument document;

    ProbeBodies(ApiDocument document) {
        this.document = document;
    }

    /**
     * An object without any field: no service can make a video of it, even one that has stopped to look at keys.
     * Empty when the document would accept it.
     */
    Optional<JsonObject> lacking(ApiOperation operation) {
        return refused(operation, new JsonObject());
    }

    /** The example with one value outside its list; empty when the document has no example with such a field. */
    Optional<JsonObject> outsideList(ApiOperation operation) {
        return document.requestExample(operation)
                .flatMap(example -> example.entrySet().stream()
                        .filter(field -> isText(field.getValue()) && !isAddress(field.getValue()))
                        .map(field -> with(example, field.getKey(), NOT_IN_ANY_LIST))
                        .flatMap(body -> refused(operation, body).stream())
                        .findFirst());
    }

    /**
     * The example, with real addresses in place of those that lead nowhere.
     *
     * @throws MissingInputException when an address is not given
     * @throws IllegalArgumentException when the document refuses one that is given
     */
    Optional<JsonObject> example(ApiOperation operation, Map<String, String> inputs) throws MissingInputException {
        Optional<JsonObject> example = document.requestExample(operation);
        if (example.isEmpty()) {
            return Optional.empty();
        }
        JsonObject body = example.get();
        for (Map.Entry<String, JsonElement> field : example.get().entrySet()) {
            if (isText(field.getValue()) && isAddress(field.getValue())) {
                String address = inputs.get(field.getKey());
                if (address == null) {
                    throw new MissingInputException(field.getKey());
                }
                body = with(body, field.getKey(), address);
            }
        }
        List<Problem> problems = RequestValidator.of(document).validate(operation, body);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "The request for " + operation.operationId() + " would be refused: " + problems.get(0));
        }
        return Optional.of(body);
    }

    private Optional<JsonObject> refused(ApiOperation operation, JsonObject body) {
        return RequestValidator.of(document).validate(operation, body).isEmpty() ? Optional.empty() : Optional.of(body);
    }

    private static boolean isText(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString();
    }

    private static boolean isAddress(JsonElement text) {
        return text.getAsString().contains("://");
    }

    private static JsonObject with(JsonObject body, String field, String value) {
        JsonObject changed = body.deepCopy();
        changed.addProperty(field, value);
        return changed;
    }

    /** A request needs the address of a file that nobody gave. */
    static final class MissingInputException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingInputException(String field) {
            super("needs --" + field.replace('_', '-') + " URL: the address in the document's example leads nowhere");
        }
    }
}

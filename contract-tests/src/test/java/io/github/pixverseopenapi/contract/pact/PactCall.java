package io.github.pixverseopenapi.contract.pact;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.RequestValidator;
import io.github.pixverseopenapi.contract.fixtures.Field;
import io.github.pixverseopenapi.contract.fixtures.Fields;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.util.List;

/**
 * How a program calls each operation. The requests have the fields of the document's examples, but other values,
 * because a pact is about kinds of requests and not about one.
 */
final class PactCall {
    private static final ApiDocument DOCUMENT = ApiDocument.load();

    private PactCall() {}

    /** Executes the call of an exchange in its provider state. */
    static Video with(PixverseClient client, PactCase exchange) {
        JsonObject request = exchange.situation().request(request(exchange.operation()));
        return OperationInvoker.call(client, exchange.operation().operationId(), request.toString());
    }

    /** The document's example, with another value in each field of which the document allows one beside the others. */
    static JsonObject request(ApiOperation operation) {
        JsonObject request = DOCUMENT.requestExample(operation)
                .orElseThrow(() -> new AssertionError(operation.operationId() + " has no example of a request"));
        for (Field field : Fields.of(DOCUMENT, operation)) {
            JsonElement example = request.get(field.name());
            if (example != null) {
                for (JsonElement other : otherValues(field, example)) {
                    request.add(field.name(), other);
                    if (RequestValidator.of(DOCUMENT)
                            .validate(operation, request)
                            .isEmpty()) {
                        break;
                    }
                    request.add(field.name(), example);
                }
            }
        }
        return request;
    }

    private static List<JsonElement> otherValues(Field field, JsonElement example) {
        if (field.type().equals("string") && field.listed().isEmpty()) {
            String text = field.name().endsWith("_url")
                    ? "http://files.example.org/ship?part=1"
                    : "Snow falls on a quiet harbour";
            return List.of(new JsonPrimitive(text));
        }
        return field.boundaryValues().stream()
                .filter(value -> !value.equals(example))
                .toList();
    }
}

package io.github.pixverseopenapi.contract.generate;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import okio.ByteString;

/**
 * A request of a prompt and other fields.
 *
 * @param key follows from operation and fields, so that the same request has the same key in each run
 * @param request the request
 */
public record PromptRequest(String key, PixverseRequest request) {
    private static final int MAX_WORDS_LENGTH = 40;
    private static final int HASH_LENGTH = 8;

    /**
     * Makes the request.
     *
     * @param fields values as JSON, or as text where they are no JSON
     * @throws IllegalArgumentException when there is no such operation, or the request breaks a rule of the document
     */
    public static PromptRequest of(String operationId, String prompt, Map<String, String> fields) {
        Operation operation = OperationInvoker.operation(operationId);
        JsonObject json = new JsonObject();
        json.addProperty("prompt", prompt);
        fields.forEach((name, value) -> json.add(name, value(value)));
        PixverseRequest request = withDefaults(operation, json);
        if (!request.violations().isEmpty()) {
            throw new IllegalArgumentException(request.violations().stream()
                    .map(violation -> (violation.fields().equals(List.of("prompt")) ? "PROMPT: " : "--field: ")
                            + violation.message())
                    .collect(Collectors.joining("; ")));
        }
        return new PromptRequest(key(operation, prompt, request), request);
    }

    /** A request with these fields, and the defaults of required fields that are not among them. */
    static PixverseRequest withDefaults(Operation operation, JsonObject fields) {
        JsonObject json = JsonParser.parseString(
                        OperationInvoker.defaults(operation).toJson())
                .getAsJsonObject();
        fields.entrySet().forEach(field -> json.add(field.getKey(), field.getValue()));
        return OperationInvoker.request(operation, json.toString());
    }

    private static JsonElement value(String text) {
        try {
            JsonElement value = JsonParser.parseString(text);
            // The parser is lenient, and takes plain words for text.
            if (value.toString().equals(text)) {
                return value;
            }
        } catch (JsonParseException notJson) {
            // Then it is text.
        }
        return new JsonPrimitive(text);
    }

    private static String key(Operation operation, String prompt, PixverseRequest request) {
        String words = prompt.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String hash = ByteString.encodeUtf8(operation.id() + request.toJson())
                .sha256()
                .hex();
        return (words.substring(0, Math.min(words.length(), MAX_WORDS_LENGTH)) + "-" + hash.substring(0, HASH_LENGTH))
                .replaceAll("-+", "-")
                .replaceAll("^-", "");
    }
}

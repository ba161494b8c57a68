package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A response declared in the document.
 *
 * @param content the reference to the body schema for each media type
 * @param headers the declared headers by case-insensitive name
 * @param mayBeEmpty whether the body may be absent
 */
record DocumentedResponse(Map<String, String> content, Map<String, Header> headers, boolean mayBeEmpty) {

    private static final String MAY_BE_EMPTY = "x-empty-body";

    /**
     * A declared header.
     *
     * @param schema the reference to the schema of the value
     * @param required whether the header must be present
     */
    record Header(String schema, boolean required) {}

    /** The responses of an operation by status. */
    static Map<String, DocumentedResponse> of(ApiDocument document, ApiOperation operation) {
        Map<String, DocumentedResponse> responses = new LinkedHashMap<>();
        for (String status : document.responses(operation).keySet()) {
            String location = document.follow(
                    at("#/paths", operation.path(), operation.method().toLowerCase(Locale.ROOT), "responses", status));
            responses.put(status, read(document, location));
        }
        return responses;
    }

    /** The references to all its schemas. */
    Stream<String> schemas() {
        return Stream.concat(
                content.values().stream(), headers.values().stream().map(Header::schema));
    }

    private static DocumentedResponse read(ApiDocument document, String location) {
        JsonObject response = document.at(location);
        Map<String, String> content = new LinkedHashMap<>();
        for (String mediaType : names(response, "content")) {
            content.put(mediaType, at(location, "content", mediaType, "schema"));
        }
        Map<String, Header> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : names(response, "headers")) {
            String header = document.follow(at(location, "headers", name));
            headers.put(name, new Header(at(header, "schema"), isTrue(document.at(header), "required")));
        }
        return new DocumentedResponse(content, headers, isTrue(response, MAY_BE_EMPTY));
    }

    private static Collection<String> names(JsonObject parent, String member) {
        return parent.has(member) ? parent.getAsJsonObject(member).keySet() : List.of();
    }

    private static boolean isTrue(JsonObject parent, String name) {
        JsonElement value = parent.get(name);
        return value != null && value.getAsBoolean();
    }

    private static String at(String reference, String... tokens) {
        StringBuilder result = new StringBuilder(reference);
        for (String token : tokens) {
            result.append('/').append(token.replace("~", "~0").replace("/", "~1"));
        }
        return result.toString();
    }
}

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
 * One answer that the document declares.
 *
 * @param content the schema of the body for each media type, as a reference into the document
 * @param headers the declared headers, whose names are found in any case
 * @param mayBeEmpty whether it may also come without a body
 */
record DocumentedResponse(Map<String, String> content, Map<String, Header> headers, boolean mayBeEmpty) {

    private static final String MAY_BE_EMPTY = "x-empty-body";

    /**
     * A declared header.
     *
     * @param schema the schema of its value, as a reference into the document
     * @param required whether it must come
     */
    record Header(String schema, boolean required) {}

    /** An operation's answers by status, as the document writes it. */
    static Map<String, DocumentedResponse> of(ApiDocument document, ApiOperation operation) {
        Map<String, DocumentedResponse> responses = new LinkedHashMap<>();
        for (String status : document.responses(operation).keySet()) {
            String place = document.follow(
                    at("#/paths", operation.path(), operation.method().toLowerCase(Locale.ROOT), "responses", status));
            responses.put(status, read(document, place));
        }
        return responses;
    }

    /** References to all schemas in it. */
    Stream<String> schemas() {
        return Stream.concat(
                content.values().stream(), headers.values().stream().map(Header::schema));
    }

    private static DocumentedResponse read(ApiDocument document, String place) {
        JsonObject response = document.at(place);
        Map<String, String> content = new LinkedHashMap<>();
        for (String mediaType : names(response, "content")) {
            content.put(mediaType, at(place, "content", mediaType, "schema"));
        }
        Map<String, Header> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : names(response, "headers")) {
            String header = document.follow(at(place, "headers", name));
            headers.put(name, new Header(at(header, "schema"), isTrue(document.at(header), "required")));
        }
        return new DocumentedResponse(content, headers, isTrue(response, MAY_BE_EMPTY));
    }

    private static Collection<String> names(JsonObject parent, String part) {
        return parent.has(part) ? parent.getAsJsonObject(part).keySet() : List.of();
    }

    private static boolean isTrue(JsonObject parent, String name) {
        JsonElement value = parent.get(name);
        return value != null && value.getAsBoolean();
    }

    private static String at(String reference, String... steps) {
        StringBuilder longer = new StringBuilder(reference);
        for (String step : steps) {
            longer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
        }
        return longer.toString();
    }
}

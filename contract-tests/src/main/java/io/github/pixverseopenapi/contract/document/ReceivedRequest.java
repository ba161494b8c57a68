package io.github.pixverseopenapi.contract.document;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A request as received.
 *
 * @param method the HTTP method in upper case
 * @param path the path, such as {@code /v1/something}
 * @param query the query without the question mark; empty when it is absent
 * @param headers the headers by case-insensitive name
 * @param body the body; empty when it is absent. Not copied: must not be modified
 */
public record ReceivedRequest(
        String method, String path, String query, Map<String, List<String>> headers, byte[] body) {

    /** Rejects {@code null} and copies the headers. */
    public ReceivedRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(query, "query");
        headers = Headers.copy(headers);
        Objects.requireNonNull(body, "body");
    }

    /** A request without a query. */
    public ReceivedRequest(String method, String path, Map<String, List<String>> headers, byte[] body) {
        this(method, path, "", headers, body);
    }
}

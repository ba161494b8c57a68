package io.github.pixverseopenapi.contract.document;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A request as received.
 *
 * @param method the HTTP method in upper case
 * @param path the path, such as {@code /v1/something}
 * @param headers the headers by case-insensitive name
 * @param body the body; empty when it is absent. Not copied: must not be modified
 */
public record ReceivedRequest(String method, String path, Map<String, List<String>> headers, byte[] body) {

    /** Rejects {@code null} and copies the headers. */
    public ReceivedRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        headers = Headers.copy(headers);
        Objects.requireNonNull(body, "body");
    }
}

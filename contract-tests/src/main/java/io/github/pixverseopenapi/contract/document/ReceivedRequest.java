package io.github.pixverseopenapi.contract.document;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A request as it came over the wire.
 *
 * @param method the HTTP method, in capitals
 * @param path the path from the server's root, such as {@code /v1/something}
 * @param headers the headers with their values; names are found in any case
 * @param body the bytes after the headers, of which none means that there is no body; not copied, so nobody may
 *     change them
 */
public record ReceivedRequest(String method, String path, Map<String, List<String>> headers, byte[] body) {

    /** Refuses {@code null}, and copies the headers. */
    public ReceivedRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        headers = Headers.copy(headers);
        Objects.requireNonNull(body, "body");
    }
}

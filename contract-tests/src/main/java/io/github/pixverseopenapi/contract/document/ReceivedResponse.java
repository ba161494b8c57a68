package io.github.pixverseopenapi.contract.document;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An answer as it came over the wire.
 *
 * @param status the HTTP status
 * @param headers the headers with their values; names are found in any case
 * @param body the bytes after the headers, of which none means that there is no body; not copied, because a video may
 *     be large, so nobody may change them
 */
public record ReceivedResponse(int status, Map<String, List<String>> headers, byte[] body) {

    /** Refuses {@code null}, and copies the headers. */
    public ReceivedResponse {
        headers = Headers.copy(headers);
        Objects.requireNonNull(body, "body");
    }
}

package io.github.pixverseopenapi.contract.document;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A response as received.
 *
 * @param status the status code
 * @param headers the headers by case-insensitive name
 * @param body the body; empty when it is absent. Not copied, because a video may be large: must not be modified
 */
public record ReceivedResponse(int status, Map<String, List<String>> headers, byte[] body) {

    /** More bytes than a video of fifteen seconds has; bounds the memory of a body that is read. */
    public static final int MAX_BODY_BYTES = 64 << 20;

    /** Rejects {@code null} and copies the headers. */
    public ReceivedResponse {
        headers = Headers.copy(headers);
        Objects.requireNonNull(body, "body");
    }
}

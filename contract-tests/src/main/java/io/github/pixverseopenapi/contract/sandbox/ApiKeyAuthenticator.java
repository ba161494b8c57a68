package io.github.pixverseopenapi.contract.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;

/** Authenticates requests by their API key, and redacts the key from recorded headers. */
final class ApiKeyAuthenticator {

    private final String header;
    private final String key;

    ApiKeyAuthenticator(String header, String key) {
        this.header = header;
        this.key = key;
    }

    String header() {
        return header;
    }

    String key() {
        return key;
    }

    boolean accepts(Headers headers) {
        return key.equals(headers.get(header));
    }

    /** Returns the 401 response to a request without the valid key; empty when the key is valid. */
    Optional<StubResponse> reject(Headers headers) {
        String sent = headers.get(header);
        if (sent == null || sent.isBlank()) {
            return Optional.of(ErrorResponses.missingKey(header));
        }
        return accepts(headers) ? Optional.empty() : Optional.of(ErrorResponses.wrongKey());
    }

    /** The headers with any key, valid or not, redacted. */
    Map<String, List<String>> redacted(Headers headers) {
        Map<String, List<String>> redacted = headers.toMultimap();
        if (headers.get(header) != null) {
            redacted.put(header, List.of(JournalEntry.REDACTED));
        }
        return redacted;
    }
}

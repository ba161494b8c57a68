package io.github.pixverseopenapi.contract.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;

/** Knows the key, and keeps it out of what is shown. */
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

    /** The refusal of a request without the right key; empty when it has it. */
    Optional<StubResponse> refuse(Headers headers) {
        String sent = headers.get(header);
        if (sent == null || sent.isBlank()) {
            return Optional.of(ErrorResponses.missingKey(header));
        }
        return accepts(headers) ? Optional.empty() : Optional.of(ErrorResponses.wrongKey());
    }

    /** The headers without any key, right or wrong. */
    Map<String, List<String>> redacted(Headers headers) {
        Map<String, List<String>> shown = headers.toMultimap();
        if (headers.get(header) != null) {
            shown.put(header, List.of(JournalEntry.REDACTED));
        }
        return shown;
    }
}

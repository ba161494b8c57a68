package io.github.pixverseopenapi.contract.record;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import okhttp3.Headers;

/**
 * The headers that recordings keep: those that the document declares and a few that say how to read a body. Any other
 * may hold what is nobody's business, such as a cookie.
 */
final class AllowedHeaders {

    private final String keyHeader;
    private final Set<String> ofRequests;
    private final Set<String> ofResponses = new TreeSet<>(Set.of("allow", "content-type", "retry-after"));

    AllowedHeaders(ApiDocument document) {
        keyHeader = document.securityHeader().toLowerCase(Locale.ROOT);
        ofRequests = Set.of("accept", "content-type", keyHeader);
        for (ApiOperation operation : document.operations()) {
            for (JsonObject response : document.responses(operation).values()) {
                if (response.has("headers")) {
                    response.getAsJsonObject("headers")
                            .keySet()
                            .forEach(name -> ofResponses.add(name.toLowerCase(Locale.ROOT)));
                }
            }
        }
    }

    /** With another value in the place of the key. */
    Map<String, List<String>> ofRequest(Headers headers) {
        Map<String, List<String>> kept = kept(headers, ofRequests);
        kept.computeIfPresent(keyHeader, (name, values) -> List.of(JournalEntry.REDACTED));
        return kept;
    }

    Map<String, List<String>> ofResponse(Headers headers) {
        return kept(headers, ofResponses);
    }

    /** The names of the others. */
    List<String> leftOut(Headers headers) {
        Set<String> names = new TreeSet<>(headers.toMultimap().keySet());
        names.removeAll(ofResponses);
        return List.copyOf(names);
    }

    private static Map<String, List<String>> kept(Headers headers, Set<String> allowed) {
        Map<String, List<String>> kept = new TreeMap<>(headers.toMultimap());
        kept.keySet().retainAll(allowed);
        return kept;
    }
}

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
 * The headers that recordings keep: those that the document declares and a few that describe the body. Other headers
 * may contain private data, such as cookies.
 */
final class AllowedHeaders {

    private final String keyHeader;
    private final Set<String> requestHeaders;
    private final Set<String> responseHeaders = new TreeSet<>(Set.of("allow", "content-type", "retry-after"));

    AllowedHeaders(ApiDocument document) {
        keyHeader = document.securityHeader().toLowerCase(Locale.ROOT);
        requestHeaders = Set.of("accept", "content-type", keyHeader);
        for (ApiOperation operation : document.videoOperations()) {
            for (JsonObject response : document.responses(operation).values()) {
                if (response.has("headers")) {
                    response.getAsJsonObject("headers")
                            .keySet()
                            .forEach(name -> responseHeaders.add(name.toLowerCase(Locale.ROOT)));
                }
            }
        }
    }

    /** The allowed request headers with the API key redacted. */
    Map<String, List<String>> ofRequest(Headers headers) {
        Map<String, List<String>> result = allowed(headers, requestHeaders);
        result.computeIfPresent(keyHeader, (name, values) -> List.of(JournalEntry.REDACTED));
        return result;
    }

    Map<String, List<String>> ofResponse(Headers headers) {
        return allowed(headers, responseHeaders);
    }

    /** The names of the response headers that are excluded. */
    List<String> excluded(Headers headers) {
        Set<String> names = new TreeSet<>(headers.toMultimap().keySet());
        names.removeAll(responseHeaders);
        return List.copyOf(names);
    }

    private static Map<String, List<String>> allowed(Headers headers, Set<String> allowed) {
        Map<String, List<String>> result = new TreeMap<>(headers.toMultimap());
        result.keySet().retainAll(allowed);
        return result;
    }
}

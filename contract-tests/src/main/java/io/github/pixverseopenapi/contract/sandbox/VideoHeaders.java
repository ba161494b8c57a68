package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ReportedCost;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The response headers of a video: those that the document declares and whose values the sandbox knows.
 * {@link ResponseWriter} adds {@code x-request-id} to every response.
 */
final class VideoHeaders {

    private final Map<ApiOperation, Set<String>> declared = new HashMap<>();

    VideoHeaders(ApiDocument document) {
        for (ApiOperation operation : document.videoOperations()) {
            JsonObject headers = document.responses(operation).get("200").getAsJsonObject("headers");
            declared.put(operation, headers == null ? Set.of() : new HashSet<>(headers.keySet()));
        }
    }

    Map<String, String> of(ApiOperation operation, BigDecimal cost, BigDecimal balance, String seed) {
        Map<String, String> known = new LinkedHashMap<>();
        known.put(ReportedCost.HEADER, cost.toPlainString());
        known.put("x-remaining-credits", balance.toPlainString());
        // The documented typical time, not the sandbox's latency: clients see this value in production.
        known.put(
                "x-generation-time",
                operation.typicalSeconds().orElse(BigDecimal.ZERO).toPlainString());
        known.put("x-seed-value", seed);
        known.keySet().retainAll(declared.get(operation));
        return known;
    }
}

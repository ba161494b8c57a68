package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.math.BigDecimal;

/** What templates need to know of an operation, {@code x-facts}: its time limit, statuses and headers. */
final class OperationFacts {
    private static final BigDecimal TIMEOUT_FACTOR = BigDecimal.valueOf(5);
    private static final BigDecimal UNKNOWN_TIMEOUT = BigDecimal.valueOf(600);
    private static final BigDecimal WITHOUT_VIDEO = BigDecimal.valueOf(60);

    private OperationFacts() {}

    static JsonObject of(ApiDocument document, ApiOperation operation) {
        JsonArray statuses = new JsonArray();
        JsonArray metadata = new JsonArray();
        JsonArray resets = new JsonArray();
        document.responses(operation).forEach((status, response) -> {
            if (response.has("x-exception")) {
                statuses.add(status(status, response));
            }
            if (response.has("headers")) {
                response.getAsJsonObject("headers").entrySet().forEach(header -> {
                    JsonObject definition = header.getValue().getAsJsonObject();
                    if (status.equals("200") && definition.has("x-accessor")) {
                        metadata.add(metadata(header.getKey(), definition));
                    }
                    if (definition.has("x-wait-until")) {
                        resets.add(RequestRules.object("resetHeader", header.getKey()));
                    }
                });
            }
        });
        JsonObject facts = new JsonObject();
        facts.addProperty("timeoutSeconds", timeout(operation).toPlainString());
        facts.add("statuses", statuses);
        facts.add("metadataHeaders", metadata);
        facts.add("resetHeaders", resets);
        return facts;
    }

    private static BigDecimal timeout(ApiOperation operation) {
        if (!operation.returnsVideo()) {
            return WITHOUT_VIDEO;
        }
        return operation
                .typicalSeconds()
                .map(TIMEOUT_FACTOR::multiply)
                .orElse(UNKNOWN_TIMEOUT)
                .stripTrailingZeros();
    }

    private static JsonObject status(String status, JsonObject response) {
        JsonObject json = RequestRules.object("statusCode", status);
        json.addProperty("errorName", response.get("x-exception").getAsString().replaceFirst("Exception$", ""));
        json.add("billingName", response.get("x-billing"));
        return json;
    }

    private static JsonObject metadata(String name, JsonObject definition) {
        JsonObject json = RequestRules.object("headerName", name);
        json.add("accessorName", definition.get("x-accessor"));
        json.add("headerType", definition.getAsJsonObject("schema").get("type"));
        return json;
    }
}

package io.github.pixverseopenapi.contract.forms;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.Locale;

/**
 * The document as tools show it to people: what its extensions say of price and time stands in the descriptions, the first
 * call has code samples, and a sandbox is among the servers.
 */
final class PresentedDocument {
    /** Where the README starts a sandbox. */
    static final String SANDBOX = "http://127.0.0.1:8089";

    private PresentedDocument() {}

    static JsonObject of(ApiDocument document) {
        JsonObject root = document.json();
        for (ApiOperation operation : document.operations()) {
            JsonObject tree = root.getAsJsonObject("paths")
                    .getAsJsonObject(operation.path())
                    .getAsJsonObject(operation.method().toLowerCase(Locale.ROOT));
            tree.addProperty("description", description(document, operation, tree));
            if (operation.operationId().equals(CodeSamples.OPERATION)) {
                tree.add("x-codeSamples", CodeSamples.all());
            }
        }
        JsonObject sandbox = new JsonObject();
        sandbox.addProperty("url", SANDBOX);
        sandbox.addProperty(
                "description", "A sandbox on this machine, which is free: pixverse-contract sandbox --port 8089.");
        JsonArray servers = root.getAsJsonArray("servers");
        servers.add(sandbox);
        return root;
    }

    private static String description(ApiDocument document, ApiOperation operation, JsonObject tree) {
        String text = tree.get("description").getAsString().strip();
        ApiOperation priced = operation
                .submits()
                .map(id -> document.videoOperations().stream()
                        .filter(video -> video.operationId().equals(id))
                        .findFirst()
                        .orElseThrow())
                .orElse(operation);
        return text + priceAndTime(priced);
    }

    /** Empty for an operation that makes no video. */
    static String priceAndTime(ApiOperation operation) {
        if (!operation.returnsVideo()) {
            return "";
        }
        String time = operation
                .typicalSeconds()
                .map(seconds -> " A video takes about " + seconds.toPlainString() + " seconds")
                .orElse(" No typical time is published");
        String price = operation.lowestPrice().isPresent()
                ? " and costs $" + operation.lowestPrice().orElseThrow().toPlainString() + " to $"
                        + operation.highestPrice().orElseThrow().toPlainString() + "."
                : "; no price is published on its page.";
        return time + price;
    }
}

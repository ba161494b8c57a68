package io.github.pixverseopenapi.contract.record;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.FileFields;
import java.util.Map;
import java.util.Optional;

/**
 * Creates the requests of recordings: the document's examples with the lowest quality, which is the cheapest, and a
 * fixed seed, so that recordings are reproducible, where the operation has these fields.
 */
final class RecordedRequests {

    private static final int SEED = 4711;
    private static final String LOWEST_QUALITY = "360p";

    /** A quality outside the enum. */
    private static final String INVALID_QUALITY = "8k";

    private final ApiDocument document;
    private final Map<String, Optional<String>> urls;

    /**
     * @param imageUrl the URL of an image, if set
     * @param videoUrl the URL of a video, if set
     */
    RecordedRequests(ApiDocument document, Optional<String> imageUrl, Optional<String> videoUrl) {
        this.document = document;
        this.urls = Map.of(FileFields.IMAGE, imageUrl, FileFields.VIDEO, videoUrl);
    }

    String json(ApiOperation operation, Scenario scenario) {
        JsonObject request = example(operation);
        JsonObject properties = document.requestSchema(operation).getAsJsonObject("properties");
        if (properties.has("seed")) {
            request.addProperty("seed", SEED);
        }
        if (properties.has("quality")) {
            request.addProperty("quality", scenario == Scenario.BAD_REQUEST ? INVALID_QUALITY : LOWEST_QUALITY);
        } else if (scenario == Scenario.BAD_REQUEST) {
            request.addProperty("prompt", "");
        }
        urls.forEach((field, url) -> {
            if (request.has(field) && url.isPresent()) {
                request.addProperty(field, url.get());
            }
        });
        return request.toString();
    }

    /** The missing option that a live call of an operation requires, if any. */
    Optional<String> missing(ApiOperation operation) {
        JsonObject request = example(operation);
        return urls.entrySet().stream()
                .filter(entry -> request.has(entry.getKey()) && entry.getValue().isEmpty())
                .map(entry -> FileFields.option(entry.getKey()))
                .findFirst();
    }

    private JsonObject example(ApiOperation operation) {
        return document.requestExample(operation)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The document must have a request example of " + operation.operationId() + "."));
    }
}

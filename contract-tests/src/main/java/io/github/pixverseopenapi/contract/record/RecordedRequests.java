package io.github.pixverseopenapi.contract.record;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.Map;
import java.util.Optional;

/**
 * The requests of recordings: the document's examples, in the lowest quality, because it is the cheapest, and with a
 * seed, so that a recording can be made again.
 */
final class RecordedRequests {

    private static final String IMAGE = "image_url";
    private static final String VIDEO = "video_url";
    private static final int SEED = 4711;
    private static final String LOWEST_QUALITY = "360p";

    /** On no list of qualities. */
    private static final String NO_QUALITY = "8k";

    private final ApiDocument document;
    private final Map<String, Optional<String>> addresses;

    /**
     * @param imageUrl an image that the service can fetch, if any
     * @param videoUrl a video that the service can fetch, if any
     */
    RecordedRequests(ApiDocument document, Optional<String> imageUrl, Optional<String> videoUrl) {
        this.document = document;
        this.addresses = Map.of(IMAGE, imageUrl, VIDEO, videoUrl);
    }

    String json(ApiOperation operation, Scenario situation) {
        JsonObject request = example(operation);
        request.addProperty("seed", SEED);
        request.addProperty("quality", situation == Scenario.BAD_REQUEST ? NO_QUALITY : LOWEST_QUALITY);
        addresses.forEach((field, address) -> {
            if (request.has(field) && address.isPresent()) {
                request.addProperty(field, address.get());
            }
        });
        return request.toString();
    }

    /** The option that a live call of an operation needs and that was not given; empty if there is none. */
    Optional<String> missing(ApiOperation operation) {
        JsonObject request = example(operation);
        return addresses.entrySet().stream()
                .filter(entry -> request.has(entry.getKey()) && entry.getValue().isEmpty())
                .map(entry -> "--" + entry.getKey().replace('_', '-'))
                .findFirst();
    }

    private JsonObject example(ApiOperation operation) {
        return document.requestExample(operation)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The document shows no example of a request of " + operation.operationId() + "."));
    }
}

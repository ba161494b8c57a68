package io.github.pixverseopenapi.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/** Finds a request again in what the service kept of it, which may have more properties, such as defaults. */
final class SameRequest {
    private SameRequest() {}

    /** Whether every property that was sent is kept with the same value. Gson compares numbers: 8 is 8.0. */
    static boolean isKept(JsonObject sent, JsonObject kept) {
        for (Map.Entry<String, JsonElement> property : sent.entrySet()) {
            if (!property.getValue().equals(kept.get(property.getKey()))) {
                return false;
            }
        }
        return true;
    }
}

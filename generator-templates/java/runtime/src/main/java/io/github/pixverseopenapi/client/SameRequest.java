package io.github.pixverseopenapi.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds a request again in what the service kept of it, which may have more properties, such as defaults. */
final class SameRequest {
    private SameRequest() {}

    /** Whether every property that was sent is kept with the same value: 8 is 8.0. */
    static boolean isKept(JsonObject sent, JsonObject kept) {
        for (Map.Entry<String, JsonElement> property : sent.entrySet()) {
            JsonElement value = kept.get(property.getKey());
            if (value == null || !canonical(property.getValue()).equals(canonical(value))) {
                return false;
            }
        }
        return true;
    }

    private static Object canonical(JsonElement value) {
        if (value.isJsonObject()) {
            Map<String, Object> object = new HashMap<>();
            value.getAsJsonObject().entrySet().forEach(one -> object.put(one.getKey(), canonical(one.getValue())));
            return object;
        }
        if (value.isJsonArray()) {
            return list(value.getAsJsonArray());
        }
        return value.isJsonPrimitive() ? primitive(value.getAsJsonPrimitive()) : value;
    }

    private static List<Object> list(JsonArray array) {
        List<Object> list = new ArrayList<>();
        array.forEach(element -> list.add(canonical(element)));
        return list;
    }

    private static Object primitive(JsonPrimitive value) {
        try {
            return value.isNumber() ? value.getAsBigDecimal().stripTrailingZeros() : value;
        } catch (NumberFormatException notFinite) {
            return value;
        }
    }
}

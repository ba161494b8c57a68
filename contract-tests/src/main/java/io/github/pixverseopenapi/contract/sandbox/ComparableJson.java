package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.MalformedJsonException;
import io.github.pixverseopenapi.contract.document.StrictJson;
import java.util.Optional;

/** Bodies and values as trees that can be compared: all numbers in them are decimal, and equal when their values are. */
final class ComparableJson {

    private static final Gson GSON = new Gson();

    private ComparableJson() {}

    /** A request's body; empty when it is no JSON object. */
    static Optional<JsonObject> find(JournalEntry entry) {
        try {
            return Optional.of(StrictJson.parseObject(entry.body()));
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /** The same with an object without fields instead. */
    static JsonObject of(JournalEntry entry) {
        return find(entry).orElseGet(JsonObject::new);
    }

    static JsonObject parse(String json) {
        try {
            return StrictJson.parseObject(json);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("json is " + json + "; " + e.getMessage() + ".", e);
        }
    }

    static JsonElement value(Object value) {
        return parse("{\"value\":" + GSON.toJson(value) + "}").get("value");
    }
}

package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.MalformedJsonException;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.StrictJson;
import java.util.Optional;

/** Parses bodies and values into JSON trees whose numbers compare by value: 5 equals 5.0. */
final class ComparableJson {

    private static final Gson GSON = new Gson();

    private ComparableJson() {}

    /** The body of a request; empty when it is not a JSON object. */
    static Optional<JsonObject> find(JournalEntry entry) {
        try {
            return Optional.of(StrictJson.parseObject(entry.body()));
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /** The body of a request; an empty object when it is not a JSON object. */
    static JsonObject of(JournalEntry entry) {
        return find(entry).orElseGet(JsonObject::new);
    }

    static JsonObject parse(String json) {
        try {
            return StrictJson.parseObject(json);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(
                    Message.of("json", "a JSON object", json + " (" + e.getMessage() + ")"), e);
        }
    }

    static JsonElement value(Object value) {
        return parse("{\"value\":" + GSON.toJson(value) + "}").get("value");
    }
}

package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What all JSON responses have in common: each is an immutable JSON object with typed access. Read leniently, because
 * the service's responses are hardly documented: unknown properties are ignored, and one of another type than the
 * documented is as good as missing.
 */
public abstract class PixverseResponse {
    private final JsonObject json;

    PixverseResponse(JsonObject json) {
        this.json = json;
    }

    static JsonObject parse(String text) {
        Throwable cause = null;
        try {
            JsonElement json = JsonParser.parseString(text);
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException | NumberFormatException | StackOverflowError notJson) {
            cause = notJson;
        }
        throw new IllegalArgumentException(
                ViolationMessage.of("json", "the text of a JSON object", Json.excerpt(text)), cause);
    }

    final <T> Optional<T> value(String name, Class<T> type) {
        return read(json.get(name), value -> Json.read(name, value, type));
    }

    final <E extends Enum<E>> Optional<E> constant(String name, E[] constants) {
        return read(json.get(name), value -> Enums.find(name, constants, value.getAsString()));
    }

    final <T> Optional<T> object(String name, Function<JsonObject, T> type) {
        return read(json.get(name), value -> type.apply(value.getAsJsonObject()));
    }

    /** The JSON text of an object. */
    final Optional<String> text(String name) {
        return object(name, JsonObject::toString);
    }

    final <T> List<T> values(String name, Class<T> type) {
        return list(name, value -> Json.read(name, value, type));
    }

    final <T> List<T> objects(String name, Function<JsonObject, T> type) {
        return list(name, value -> type.apply(value.getAsJsonObject()));
    }

    private <T> List<T> list(String name, Function<JsonElement, T> reader) {
        List<T> list = new ArrayList<>();
        JsonElement array = json.get(name);
        if (array != null && array.isJsonArray()) {
            array.getAsJsonArray().forEach(element -> read(element, reader).ifPresent(list::add));
        }
        return Collections.unmodifiableList(list);
    }

    private static <T> Optional<T> read(@Nullable JsonElement element, Function<JsonElement, T> reader) {
        try {
            return element == null || element.isJsonNull() ? Optional.<T>empty() : Optional.of(reader.apply(element));
        } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException wrongType) {
            return Optional.empty();
        }
    }

    /** The response as JSON, properties that the document does not know included. */
    @Override
    public final String toString() {
        return json.toString();
    }
}

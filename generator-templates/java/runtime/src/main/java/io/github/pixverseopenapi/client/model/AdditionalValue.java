package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies a caller's value into JSON, so that later changes of the value do not show. Takes no object apart by
 * reflection, and accepts nothing that {@link Json#parseObject} would reject to read back.
 */
final class AdditionalValue {
    private static final int LONGEST_NUMBER = 1023;
    private static final int EXPONENT_LIMIT = 10_000;
    private static final int DEEPEST_NESTING = 255;
    private static final String ALLOWED = "null, text, a boolean, a finite number (at most " + LONGEST_NUMBER
            + " characters, exponent below " + EXPONENT_LIMIT + "), a collection, array or map with text keys of these,"
            + " or a JsonElement, nested at most " + DEEPEST_NESTING + " deep in all";

    private final String name;
    private final Object whole;

    private AdditionalValue(String name, Object whole) {
        this.name = name;
        this.whole = whole;
    }

    static JsonElement toJson(String name, @Nullable Object value) {
        // The request itself is the first level.
        return value == null ? JsonNull.INSTANCE : new AdditionalValue(name, value).copy(value, 1);
    }

    private JsonElement copy(@Nullable Object value, int depth) {
        if (value == null || value instanceof JsonNull) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof String || value instanceof Character) {
            return new JsonPrimitive(value.toString());
        }
        if (value instanceof Boolean) {
            return new JsonPrimitive((Boolean) value);
        }
        if (value instanceof Number) {
            return number((Number) value);
        }
        if (value instanceof JsonPrimitive) {
            JsonPrimitive primitive = (JsonPrimitive) value;
            return primitive.isNumber() ? number(primitive.getAsNumber()) : primitive;
        }
        return container(value, depth + 1);
    }

    private JsonElement container(Object value, int depth) {
        if (depth > DEEPEST_NESTING) {
            throw rejected(whole.getClass().getName() + " nested deeper");
        }
        if (value instanceof Map) {
            return object((Map<?, ?>) value, depth);
        }
        if (value instanceof JsonObject) {
            return object(((JsonObject) value).asMap(), depth);
        }
        if (value instanceof Collection || value instanceof JsonArray) {
            return array((Iterable<?>) value, depth);
        }
        if (value.getClass().isArray()) {
            return array(elements(value), depth);
        }
        throw rejected(value.getClass().getName(), value);
    }

    private JsonObject object(Map<?, ?> map, int depth) {
        JsonObject object = new JsonObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            if (!(key instanceof String)) {
                throw rejected(
                        "a key of " + (key == null ? "null" : key.getClass().getName()), key);
            }
            object.add((String) key, copy(entry.getValue(), depth));
        }
        return object;
    }

    private JsonArray array(Iterable<?> elements, int depth) {
        JsonArray array = new JsonArray();
        for (Object element : elements) {
            array.add(copy(element, depth));
        }
        return array;
    }

    /** Of an array of any type, primitive ones included. */
    private static List<Object> elements(Object array) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    /** As decimal digits: some kinds of numbers, such as AtomicLong, change. */
    private JsonPrimitive number(Number value) {
        String digits = value.toString();
        try {
            BigDecimal number = new BigDecimal(digits);
            if (number.toString().length() <= LONGEST_NUMBER && Math.abs((long) number.scale()) < EXPONENT_LIMIT) {
                return new JsonPrimitive(number);
            }
        } catch (NumberFormatException notFinite) {
            // Refused below.
        }
        throw rejected(Json.excerpt(digits), value);
    }

    private IllegalArgumentException rejected(String part, Object value) {
        boolean isWhole = value == whole || whole instanceof JsonPrimitive;
        return rejected(isWhole ? part : whole.getClass().getName() + " that holds " + part);
    }

    private IllegalArgumentException rejected(String actual) {
        return new IllegalArgumentException(ViolationMessage.of(ViolationMessage.name(name), ALLOWED, actual));
    }
}

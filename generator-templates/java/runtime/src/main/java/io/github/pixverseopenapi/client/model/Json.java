package io.github.pixverseopenapi.client.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.MalformedJsonException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Between values, JSON trees and JSON text. Behaves the same with every Gson from 2.10 on. */
final class Json {
    /** Keeps nulls and lets NaN into the tree, where the rules find it; {@link #WRITER} rejects what is left. */
    private static final Gson VALUES = new GsonBuilder()
            .serializeNulls()
            .serializeSpecialFloatingPointValues()
            .create();
    /** Unlike a {@code Gson}, which writes NaN unless told otherwise in a way that Gson 2.10 does not know. */
    private static final TypeAdapter<JsonElement> WRITER = new Gson().getAdapter(JsonElement.class);

    private static final int LONGEST_EXCERPT = 100;

    private Json() {}

    static JsonElement tree(@Nullable Object value) {
        return VALUES.toJsonTree(value);
    }

    static JsonObject parseObject(@Nullable String json) {
        Exception cause = null;
        try {
            if (json != null) {
                return StrictJsonParser.parseObject(json);
            }
        } catch (MalformedJsonException e) {
            cause = e;
        }
        throw new IllegalArgumentException(
                ViolationMessage.of("json", "the text of one JSON object, each name once", excerpt(tree(json))), cause);
    }

    /** Writes the tree; a surrogate without its other half is escaped, because UTF-8 would turn it into '?'. */
    static String write(JsonObject tree) {
        String json = WRITER.toJson(tree);
        int half = halfSurrogatePair(json, 0);
        if (half == json.length()) {
            return json;
        }
        StringBuilder safe = new StringBuilder(json.length());
        int copied = 0;
        while (half < json.length()) {
            safe.append(json, copied, half).append("\\u").append(Integer.toHexString(json.charAt(half)));
            copied = half + 1;
            half = halfSurrogatePair(json, copied);
        }
        return safe.append(json, copied, json.length()).toString();
    }

    /** Returns where the next surrogate without its other half is; the length of the text if there is none. */
    private static int halfSurrogatePair(String text, int from) {
        int i = from;
        while (i < text.length()) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return i;
                }
                i++;
            }
            i++;
        }
        return i;
    }

    /** Reads a value as a type; fails if the type cannot hold it. */
    static <T> T read(String name, JsonElement value, Class<T> type) {
        try {
            return type.cast(value(value.getAsJsonPrimitive(), type));
        } catch (RuntimeException wrongType) {
            throw new IllegalArgumentException(
                    ViolationMessage.of(name, "a value of type " + type.getSimpleName(), excerpt(value)), wrongType);
        }
    }

    /** Reads an array; fails if it is none, or if the type cannot hold an element. */
    static <T> List<T> readList(String name, JsonElement value, Class<T> type) {
        if (!value.isJsonArray()) {
            throw new IllegalArgumentException(ViolationMessage.of(name, "a list", excerpt(value)));
        }
        List<T> list = new ArrayList<>();
        value.getAsJsonArray().forEach(element -> list.add(read(name, element, type)));
        return Collections.unmodifiableList(list);
    }

    private static Object value(JsonPrimitive primitive, Class<?> type) {
        if (primitive.isString()) {
            return primitive.getAsString();
        }
        if (primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        if (type == Double.class) {
            return primitive.getAsDouble();
        }
        if (type == Float.class) {
            return primitive.getAsFloat();
        }
        BigDecimal number = primitive.getAsBigDecimal();
        if (type == Integer.class) {
            return number.intValueExact();
        }
        return type == Long.class ? (Object) number.longValueExact() : number;
    }

    static String excerpt(String text) {
        return excerpt(new JsonPrimitive(text));
    }

    /** A value as an error message shows it: as JSON, so that control characters are visible, and never long. */
    static String excerpt(JsonElement value) {
        String json = value.toString();
        return json.length() <= LONGEST_EXCERPT
                ? json
                : json.substring(0, LONGEST_EXCERPT) + "… (" + json.length() + " characters)";
    }
}

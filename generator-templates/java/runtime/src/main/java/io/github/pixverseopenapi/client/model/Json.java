package io.github.pixverseopenapi.client.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Between values, JSON trees and JSON text. Behaves the same with every Gson from 2.10 on, except that the JsonReader of
 * Gson before 2.15 rejects a few whole numbers beyond 64 bits.
 */
final class Json {
    /** Keeps nulls and lets NaN into the tree, where the rules find it; {@link #WRITER} rejects what is left. */
    private static final Gson VALUES = new GsonBuilder()
            .serializeNulls()
            .serializeSpecialFloatingPointValues()
            .create();
    /** Unlike a {@code Gson}, which writes NaN unless told otherwise in a way that Gson 2.10 does not know. */
    private static final TypeAdapter<JsonElement> WRITER = new Gson().getAdapter(JsonElement.class);

    /** What else a JsonReader takes for JSON does not match: TRUE, \', control characters, a byte order mark. */
    private static final Pattern JSON =
            Pattern.compile("(?:[^\"A-Z\\ufeff]++|(?<![us])E|\"(?:[^\"\\\\\\x00-\\x1f]++|\\\\[^'\\n])*+\")*+");

    /** The limits of current versions of Gson: 2.10 has none. */
    private static final int MAX_DEPTH = 255;

    private static final int MAX_SCALE = 9_999;

    private static final int LONGEST_EXCERPT = 100;

    private Json() {}

    static JsonElement tree(@Nullable Object value) {
        return VALUES.toJsonTree(value);
    }

    static JsonObject parseObject(String json) {
        Exception cause = null;
        try {
            JsonElement tree = JsonParser.parseString(String.valueOf(json));
            // Of fields of one name, the tree holds the last alone.
            if (tree.isJsonObject() && JSON.matcher(json).matches() && names(json) == names(tree)) {
                return tree.getAsJsonObject();
            }
        } catch (IOException | JsonParseException e) {
            cause = e;
        }
        throw new IllegalArgumentException(
                ViolationMessage.of("json", "the text of one JSON object, each name once", excerpt(tree(json))), cause);
    }

    /** Counts the names of fields at any depth; fails if the text is not JSON or exceeds a limit. */
    static int names(String json) throws IOException {
        // Not STRICT, which rejects surrogates without their other half.
        JsonReader reader = new JsonReader(new StringReader(json));
        int names = 0;
        int depth = 0;
        JsonToken next;
        while ((next = reader.peek()) != JsonToken.END_DOCUMENT) {
            if (next == JsonToken.BEGIN_OBJECT) {
                reader.beginObject();
                depth++;
            } else if (next == JsonToken.BEGIN_ARRAY) {
                reader.beginArray();
                depth++;
            } else if (next == JsonToken.END_OBJECT) {
                reader.endObject();
                depth--;
            } else if (next == JsonToken.END_ARRAY) {
                reader.endArray();
                depth--;
            } else if (next == JsonToken.NUMBER) {
                requireScale(reader.nextString());
            } else {
                names += next == JsonToken.NAME ? 1 : 0;
                reader.skipValue();
            }
            if (depth > MAX_DEPTH) {
                throw new MalformedJsonException("the depth must be at most " + MAX_DEPTH);
            }
        }
        return names;
    }

    /** The same of a tree, which is no deeper than its text. */
    private static int names(JsonElement tree) {
        int names = 0;
        if (tree.isJsonObject()) {
            for (JsonElement value : tree.getAsJsonObject().asMap().values()) {
                names += 1 + names(value);
            }
        } else if (tree.isJsonArray()) {
            for (JsonElement element : tree.getAsJsonArray()) {
                names += names(element);
            }
        }
        return names;
    }

    private static void requireScale(String number) throws IOException {
        try {
            if (Math.abs((long) new BigDecimal(number).scale()) <= MAX_SCALE) {
                return;
            }
        } catch (NumberFormatException exponentBeyondBigDecimal) {
            // The scale is too large by far.
        }
        throw new MalformedJsonException("the scale of a number must be from -" + MAX_SCALE + " to " + MAX_SCALE);
    }

    /** Writes the tree; a surrogate without its other half is escaped, because UTF-8 would turn it into '?'. */
    static String write(JsonObject tree) {
        String json = WRITER.toJson(tree);
        StringBuilder safe = new StringBuilder(json.length());
        int copied = 0;
        for (int i = 0; i < json.length(); i += Character.charCount(json.codePointAt(i))) {
            int codePoint = json.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                safe.append(json, copied, i).append("\\u").append(Integer.toHexString(codePoint));
                copied = i + 1;
            }
        }
        return safe.append(json, copied, json.length()).toString();
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

package io.github.pixverseopenapi.client.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;

/** Between values, JSON trees and JSON text. */
final class Json {
    /** Keeps nulls and lets NaN into the tree, where the rules find it; {@link #WRITER} refuses what is left. */
    private static final Gson VALUES =
            new GsonBuilder().serializeNulls().serializeSpecialFloatingPointValues().create();
    private static final Gson WRITER =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().setStrictness(Strictness.STRICT).create();

    /** What else LEGACY_STRICT takes for JSON does not match: TRUE, \', control characters, a byte order mark. */
    private static final String JSON =
            "(?:[^\"A-Z\\ufeff]|(?<![us])E|\"(?:[^\"\\\\\\x00-\\x1f]|\\\\[^'\\n])*+\")*+";

    private static final int LONGEST_EXCERPT = 100;

    private Json() {}

    static JsonElement tree(Object value) {
        return VALUES.toJsonTree(value);
    }

    static JsonObject parseObject(String json) {
        Exception cause = null;
        try {
            JsonElement tree = JsonParser.parseString(String.valueOf(json));
            // Of fields of one name, the tree holds the last alone.
            if (tree.isJsonObject() && json.matches(JSON) && names(json) == names(tree.toString())) {
                return tree.getAsJsonObject();
            }
        } catch (IOException | JsonParseException e) {
            cause = e;
        }
        throw new IllegalArgumentException(
                Message.of("json", "the text of one JSON object, each name once", excerpt(tree(json))), cause);
    }

    /** Counts the names of fields at any depth; fails if the text is not JSON or holds a number beyond Gson's limits. */
    private static int names(String json) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(json));
        // Not STRICT, which refuses surrogates without their other half.
        reader.setStrictness(Strictness.LEGACY_STRICT);
        int names = 0;
        JsonToken next;
        while ((next = reader.peek()) != JsonToken.END_DOCUMENT) {
            if (next == JsonToken.BEGIN_OBJECT) {
                reader.beginObject();
            } else if (next == JsonToken.BEGIN_ARRAY) {
                reader.beginArray();
            } else if (next == JsonToken.NUMBER) {
                ToNumberPolicy.BIG_DECIMAL.readNumber(reader);
            } else {
                names += next == JsonToken.NAME ? 1 : 0;
                reader.skipValue();
            }
        }
        return names;
    }

    /** Writes the tree; a surrogate without its other half is escaped, because UTF-8 would turn it into '?'. */
    static String write(JsonObject tree) {
        String json = WRITER.toJson(tree);
        StringBuilder safe = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i += Character.charCount(json.codePointAt(i))) {
            int codePoint = json.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                safe.append("\\u").append(Integer.toHexString(codePoint));
            } else {
                safe.appendCodePoint(codePoint);
            }
        }
        return safe.toString();
    }

    /** Reads a value as a type; fails if the type cannot hold it. */
    static <T> T read(String name, JsonElement value, Class<T> type) {
        try {
            return type.cast(value(value.getAsJsonPrimitive(), type));
        } catch (RuntimeException wrongType) {
            throw new IllegalArgumentException(
                    Message.of(name, "a value of type " + type.getSimpleName(), excerpt(value)), wrongType);
        }
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

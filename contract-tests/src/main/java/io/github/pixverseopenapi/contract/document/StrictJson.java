package io.github.pixverseopenapi.contract.document;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a JSON object without any leniency: no duplicate names, no {@code NaN}, no comments, nothing after the
 * end. Gson's own tree reader keeps the last of two equal names and calls an empty text {@code null}.
 */
public final class StrictJson {

    /** Far more digits than any field needs; beyond it, arithmetic on a number gets slow. */
    private static final int LONGEST_NUMBER = 1000;

    private StrictJson() {}

    /**
     * Reads a JSON object from UTF-8 bytes.
     *
     * @throws MalformedJsonException when the bytes are anything else; its message says what, in words for the
     *     sender
     */
    public static JsonObject parseObject(byte[] utf8) throws MalformedJsonException {
        try {
            return parseObject(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException e) {
            throw malformed("the body is not UTF-8", e);
        }
    }

    /**
     * Reads a JSON object from a text.
     *
     * @throws MalformedJsonException when the text is anything else; its message says what, in words for the sender
     */
    public static JsonObject parseObject(String text) throws MalformedJsonException {
        if (text.isBlank()) {
            throw malformed("the body must be a JSON object but is empty", null);
        }
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        JsonElement element;
        try {
            element = read(reader);
        } catch (UnacceptableException e) {
            throw malformed(e.getMessage(), e);
        } catch (IOException | IllegalStateException e) {
            throw malformed("the body is not valid JSON at " + reader.getPath(), e);
        }
        if (!ends(reader)) {
            throw malformed("the body has more text after the end of its JSON", null);
        }
        if (!element.isJsonObject()) {
            throw malformed("the body must be a JSON object", null);
        }
        return element.getAsJsonObject();
    }

    private static boolean ends(JsonReader reader) {
        try {
            return reader.peek() == JsonToken.END_DOCUMENT;
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonElement read(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> readObject(reader);
            case BEGIN_ARRAY -> readArray(reader);
            case STRING -> new JsonPrimitive(reader.nextString());
            case NUMBER -> readNumber(reader);
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            default -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
        };
    }

    private static JsonObject readObject(JsonReader reader) throws IOException {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (object.has(name)) {
                throw new UnacceptableException("the body has the name \"" + name + "\" twice");
            }
            object.add(name, read(reader));
        }
        reader.endObject();
        return object;
    }

    private static JsonArray readArray(JsonReader reader) throws IOException {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(read(reader));
        }
        reader.endArray();
        return array;
    }

    private static JsonPrimitive readNumber(JsonReader reader) throws IOException {
        String path = reader.getPath();
        return number(reader.nextString())
                .orElseThrow(() -> new UnacceptableException("the number at " + path + " is too long or too large"));
    }

    /** The number that some digits mean; empty when they mean none, or one too long or too large to work with. */
    static Optional<JsonPrimitive> number(String digits) {
        if (digits.length() <= LONGEST_NUMBER) {
            try {
                BigDecimal number = new BigDecimal(digits);
                if (Math.abs((long) number.scale()) <= LONGEST_NUMBER) {
                    return Optional.of(new JsonPrimitive(number));
                }
            } catch (NumberFormatException e) {
                // No number, or one with an exponent that even BigDecimal cannot hold.
            }
        }
        return Optional.empty();
    }

    private static MalformedJsonException malformed(String message, Exception cause) {
        return new MalformedJsonException(message, cause);
    }

    /** Carries a refusal out of the recursion with its wording. */
    private static final class UnacceptableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnacceptableException(String message) {
            super(message);
        }
    }
}

package io.github.pixverseopenapi.contract.document;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a JSON object without any leniency: no duplicate names, no {@code NaN}, no comments, no byte order mark,
 * nothing after the end. Gson's own tree reader keeps the last of two equal names and calls an empty text
 * {@code null}.
 *
 * <p>Half of a surrogate pair is text like any other, as RFC 8259, section 8.2, allows. Bytes can only bring it as an
 * escape: UTF-8 cannot hold it.
 *
 * <p>JSON itself has no limits; here arrays and objects may nest 255 deep, a number may have 1023 characters, and its
 * exponent must be below 10,000.
 */
public final class StrictJson {

    /** Half of a surrogate pair as it is, or any escape of a surrogate, with the escaped backslashes before it. */
    private static final Pattern SURROGATE =
            Pattern.compile("[\\ud800-\\udfff]|(?<!\\\\)((?:\\\\\\\\)*+)\\\\u[dD][89a-fA-F]\\p{XDigit}{2}");

    /** Gson's own limits: its reader takes no longer number, its trees compute with no larger scale. */
    private static final int LONGEST_NUMBER = 1023;

    private static final int LARGEST_SCALE = 10_000;

    private static final TypeAdapter<JsonElement> TREES = new Gson().getAdapter(JsonElement.class);

    private StrictJson() {}

    /**
     * Reads a JSON object from UTF-8 bytes.
     *
     * @throws MalformedJsonException when the bytes are anything else; its message says what, in words for the
     *     sender
     */
    public static JsonObject parseObject(byte[] utf8) throws MalformedJsonException {
        try {
            return parseObject(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
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
        if (text.startsWith("\ufeff")) {
            throw malformed("the body must not begin with a byte order mark", null);
        }
        requireStrict(text);
        try {
            if (read(reader(text, Strictness.LEGACY_STRICT)) instanceof JsonObject object) {
                return object;
            }
        } catch (UnacceptableException e) {
            throw malformed(e.getMessage(), e);
        } catch (IOException e) {
            throw malformed("the body is not valid JSON", e);
        }
        throw malformed("the body must be a JSON object", null);
    }

    /** Gson's strict mode alone refuses TRUE and control characters, but also half of a surrogate pair. */
    private static void requireStrict(String text) throws MalformedJsonException {
        JsonReader reader = reader(SURROGATE.matcher(text).replaceAll("$1?"), Strictness.STRICT);
        try {
            TREES.read(reader);
        } catch (IOException e) {
            throw malformed("the body is not valid JSON at " + reader.getPath(), e);
        }
        try {
            reader.peek();
        } catch (IOException e) {
            throw malformed("the body has more text after the end of its JSON", e);
        }
    }

    private static JsonReader reader(String text, Strictness strictness) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(strictness);
        return reader;
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
                if (Math.abs((long) number.scale()) < LARGEST_SCALE) {
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

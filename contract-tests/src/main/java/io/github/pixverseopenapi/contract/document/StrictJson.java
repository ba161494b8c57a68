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
import com.google.gson.stream.JsonToken;
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
 * Parses JSON objects strictly: rejects duplicate names, {@code NaN}, comments, a byte order mark and trailing text.
 * Gson's tree adapter keeps the last of duplicate names and parses empty input as {@code null}.
 *
 * <p>Accepts unpaired surrogates, as RFC 8259, section 8.2, permits. In bytes they can only occur as escapes, because
 * UTF-8 cannot encode them.
 *
 * <p>Limits: arrays and objects may nest 255 deep, a number may have 1023 characters, and its exponent must be below
 * 10,000.
 */
public final class StrictJson {

    /** An unpaired surrogate, or the escape of a surrogate with the escaped backslashes before it. */
    private static final Pattern SURROGATE =
            Pattern.compile("[\\ud800-\\udfff]|(?<!\\\\)((?:\\\\\\\\)*+)\\\\u[dD][89a-fA-F]\\p{XDigit}{2}");

    /** The limits of Gson for the length and the scale of a number. */
    private static final int MAX_NUMBER_LENGTH = 1023;

    private static final int MAX_SCALE = 10_000;

    private static final TypeAdapter<JsonElement> TREE_ADAPTER = new Gson().getAdapter(JsonElement.class);

    private StrictJson() {}

    /**
     * Parses a JSON object from UTF-8 bytes.
     *
     * @throws MalformedJsonException when the bytes are not a JSON object; the message states the reason
     */
    public static JsonObject parseObject(byte[] utf8) throws MalformedJsonException {
        try {
            return parseObject(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw malformed("the body must be UTF-8, but was malformed", e);
        }
    }

    /**
     * Parses a JSON object from a string.
     *
     * @throws MalformedJsonException when the text is not a JSON object; the message states the reason
     */
    public static JsonObject parseObject(String text) throws MalformedJsonException {
        if (text.isBlank()) {
            throw malformed("the body must be a JSON object, but was empty", null);
        }
        if (text.startsWith("\ufeff")) {
            throw malformed("the body must not start with a byte order mark", null);
        }
        requireStrict(text);
        try {
            if (read(reader(text, Strictness.LEGACY_STRICT)) instanceof JsonObject object) {
                return object;
            }
        } catch (RejectedException e) {
            throw malformed(e.getMessage(), e);
        } catch (IOException e) {
            throw malformed("the body must be valid JSON, but was malformed", e);
        }
        throw malformed("the body must be a JSON object, but was another value", null);
    }

    /** Only Gson's strict mode rejects TRUE and control characters, but it also rejects unpaired surrogates. */
    private static void requireStrict(String text) throws MalformedJsonException {
        JsonReader reader = reader(SURROGATE.matcher(text).replaceAll("$1?"), Strictness.STRICT);
        try {
            JsonElement unused = TREE_ADAPTER.read(reader);
        } catch (IOException e) {
            throw malformed("the body must be valid JSON, but was malformed at " + reader.getPath(), e);
        }
        try {
            JsonToken unused = reader.peek();
        } catch (IOException e) {
            throw malformed("the body must end after its JSON value, but was longer", e);
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
                throw new RejectedException("the body must have unique names, but has \"" + name + "\" twice");
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
                .orElseThrow(() -> new RejectedException(Message.of(
                        "the number at " + path,
                        "at most " + MAX_NUMBER_LENGTH + " characters with an exponent below " + MAX_SCALE,
                        "longer or larger")));
    }

    /** Parses a number; empty when the text is not a number or exceeds a limit. */
    static Optional<JsonPrimitive> number(String digits) {
        if (digits.length() <= MAX_NUMBER_LENGTH) {
            try {
                BigDecimal number = new BigDecimal(digits);
                if (Math.abs((long) number.scale()) < MAX_SCALE) {
                    return Optional.of(new JsonPrimitive(number));
                }
            } catch (NumberFormatException e) {
                // Not a number, or an exponent beyond the range of BigDecimal.
            }
        }
        return Optional.empty();
    }

    private static MalformedJsonException malformed(String message, Exception cause) {
        return new MalformedJsonException(message, cause);
    }

    /** Carries the message out of the recursion. */
    private static final class RejectedException extends IOException {
        private static final long serialVersionUID = 1L;

        RejectedException(String message) {
            super(message);
        }
    }
}

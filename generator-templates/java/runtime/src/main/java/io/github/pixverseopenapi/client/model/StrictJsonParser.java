package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.MalformedJsonException;
import java.math.BigDecimal;

/**
 * Reads the text of one JSON object, as RFC 8259 has it and each name once, in one pass. Gson's reader accepts more in
 * all modes that Gson 2.10 has, and in its strict mode rejects surrogates without their other half, which the RFC allows.
 */
final class StrictJsonParser {
    /** The limits of current versions of Gson. */
    private static final int MAX_DEPTH = 255;

    private static final int MAX_NUMBER_LENGTH = 1_023;
    private static final int MAX_SCALE = 9_999;

    /** So many characters always fit a long. */
    private static final int LONG_LENGTH = 18;

    /** Stands for the end of the text: JSON has it nowhere. */
    private static final char END = '\0';

    private final String json;
    private int position;
    private int depth;

    private StrictJsonParser(String json) {
        this.json = json;
    }

    /** Fails if the text is anything but one object, or exceeds a limit. */
    static JsonObject parseObject(String json) throws MalformedJsonException {
        StrictJsonParser parser = new StrictJsonParser(json);
        JsonObject object = parser.object();
        parser.skipWhitespace();
        parser.require(parser.position == json.length(), "the end");
        return object;
    }

    private JsonElement value() throws MalformedJsonException {
        skipWhitespace();
        switch (current()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return new JsonPrimitive(string());
            case 't':
                return literal("true", new JsonPrimitive(true));
            case 'f':
                return literal("false", new JsonPrimitive(false));
            case 'n':
                return literal("null", JsonNull.INSTANCE);
            default:
                return new JsonPrimitive(number());
        }
    }

    private JsonObject object() throws MalformedJsonException {
        JsonObject object = new JsonObject();
        open('{');
        if (!take('}')) {
            int names = 0;
            do {
                String name = string();
                require(take(':'), "':'");
                object.add(name, value());
                names++;
                require(object.size() == names, "a name that is new");
            } while (take(','));
            require(take('}'), "',' or '}'");
        }
        depth--;
        return object;
    }

    private JsonArray array() throws MalformedJsonException {
        JsonArray array = new JsonArray();
        open('[');
        if (!take(']')) {
            do {
                array.add(value());
            } while (take(','));
            require(take(']'), "',' or ']'");
        }
        depth--;
        return array;
    }

    private void open(char bracket) throws MalformedJsonException {
        require(take(bracket), "'{'");
        depth++;
        require(depth <= MAX_DEPTH, "a depth of at most " + MAX_DEPTH);
    }

    private JsonElement literal(String text, JsonElement value) throws MalformedJsonException {
        require(json.startsWith(text, position), text);
        position += text.length();
        return value;
    }

    private String string() throws MalformedJsonException {
        require(take('"'), "a string");
        int start = position;
        skipCharacters();
        String text = json.substring(start, position);
        if (current() == '\\') {
            text = withEscapes(text);
        }
        require(skip('"'), "a character of a string");
        return text;
    }

    private String withEscapes(String beginning) throws MalformedJsonException {
        StringBuilder text = new StringBuilder(beginning);
        while (skip('\\')) {
            text.append(escaped());
            int start = position;
            skipCharacters();
            text.append(json, start, position);
        }
        return text.toString();
    }

    /** Skips the characters of a string that stand for themselves. */
    private void skipCharacters() {
        int end = position;
        while (end < json.length()) {
            char character = json.charAt(end);
            if (character < ' ' || character == '"' || character == '\\') {
                break;
            }
            end++;
        }
        position = end;
    }

    private char escaped() throws MalformedJsonException {
        char escape = current();
        position++;
        switch (escape) {
            case '"':
            case '\\':
            case '/':
                return escape;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            default:
                require(escape == 'u', "an escape");
                return (char) (hexDigit() << 12 | hexDigit() << 8 | hexDigit() << 4 | hexDigit());
        }
    }

    private int hexDigit() throws MalformedJsonException {
        // Character.digit knows the digits of other scripts, too.
        int digit = current() > 'f' ? -1 : Character.digit(current(), 16);
        require(digit >= 0, "a hexadecimal digit");
        position++;
        return digit;
    }

    /** A number that keeps its text. */
    private Number number() throws MalformedJsonException {
        int start = position;
        skip('-');
        if (!skip('0')) {
            skipDigits();
        }
        boolean fraction = skip('.');
        if (fraction) {
            skipDigits();
        }
        boolean exponent = skip('e') || skip('E');
        if (exponent) {
            if (!skip('+')) {
                skip('-');
            }
            skipDigits();
        }
        String text = json.substring(start, position);
        require(text.length() <= MAX_NUMBER_LENGTH, "at most " + MAX_NUMBER_LENGTH + " characters of a number");
        require(!exponent || hasAllowedScale(text), "a number with a scale from -" + MAX_SCALE + " to " + MAX_SCALE);
        return fraction || exponent || text.length() > LONG_LENGTH || text.equals("-0")
                ? new JsonNumber(text)
                : (Number) Long.valueOf(text);
    }

    private static boolean hasAllowedScale(String number) {
        try {
            return Math.abs((long) new BigDecimal(number).scale()) <= MAX_SCALE;
        } catch (NumberFormatException exponentBeyondBigDecimal) {
            return false;
        }
    }

    private void skipDigits() throws MalformedJsonException {
        require(isDigit(current()), "a value");
        while (isDigit(current())) {
            position++;
        }
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private void skipWhitespace() {
        while (current() == ' ' || current() == '\n' || current() == '\r' || current() == '\t') {
            position++;
        }
    }

    private char current() {
        return position < json.length() ? json.charAt(position) : END;
    }

    /** Skips white space and the character, if it comes next. */
    private boolean take(char character) {
        skipWhitespace();
        return skip(character);
    }

    /** Skips the character, if it comes next. */
    private boolean skip(char character) {
        if (current() != character) {
            return false;
        }
        position++;
        return true;
    }

    private void require(boolean condition, String expected) throws MalformedJsonException {
        if (!condition) {
            throw new MalformedJsonException("expected " + expected + " at character " + (position + 1));
        }
    }
}

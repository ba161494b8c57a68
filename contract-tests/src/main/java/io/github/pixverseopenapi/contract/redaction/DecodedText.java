package io.github.pixverseopenapi.contract.redaction;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * A text with zero or more layers of encoding removed. Maps each character to its range in the original.
 *
 * <p>Decodes JSON and JavaScript escapes, percent-encoded bytes and HTML character references, and removes control
 * sequences and unprintable characters.
 */
final class DecodedText {

    /** The named HTML character references of characters that a key may contain. */
    private static final Map<String, Character> NAMED = Map.ofEntries(
            Map.entry("excl", '!'),
            Map.entry("quot", '"'),
            Map.entry("num", '#'),
            Map.entry("dollar", '$'),
            Map.entry("percnt", '%'),
            Map.entry("amp", '&'),
            Map.entry("apos", '\''),
            Map.entry("lpar", '('),
            Map.entry("rpar", ')'),
            Map.entry("ast", '*'),
            Map.entry("plus", '+'),
            Map.entry("comma", ','),
            Map.entry("period", '.'),
            Map.entry("sol", '/'),
            Map.entry("colon", ':'),
            Map.entry("semi", ';'),
            Map.entry("lt", '<'),
            Map.entry("equals", '='),
            Map.entry("gt", '>'),
            Map.entry("quest", '?'),
            Map.entry("commat", '@'),
            Map.entry("lsqb", '['),
            Map.entry("bsol", '\\'),
            Map.entry("rsqb", ']'),
            Map.entry("Hat", '^'),
            Map.entry("lowbar", '_'),
            Map.entry("grave", '`'),
            Map.entry("lcub", '{'),
            Map.entry("verbar", '|'),
            Map.entry("rcub", '}'),
            Map.entry("shy", '\u00ad'));

    /** Longer than any relevant character reference. */
    private static final int MAX_REFERENCE_LENGTH = 12;

    private final String text;
    private final int[] starts;
    private final int[] ends;

    private DecodedText(String text, int[] starts, int[] ends) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
    }

    /** A part of a text without decoding. */
    static DecodedText of(String original, int from, int to) {
        int[] starts = new int[to - from];
        int[] ends = new int[to - from];
        Arrays.setAll(starts, index -> from + index);
        Arrays.setAll(ends, index -> from + index + 1);
        return new DecodedText(original.substring(from, to), starts, ends);
    }

    String text() {
        return text;
    }

    /** The start of the original range of the character at an index. */
    int start(int index) {
        return starts[index];
    }

    /** The exclusive end of that range. */
    int end(int index) {
        return ends[index];
    }

    /** Removes one more layer of encoding; returns this when there is none. */
    DecodedText decoded() {
        for (int index = 0; index < text.length(); index++) {
            if (mayBeEncoded(text.charAt(index))) {
                DecodedText decoded = new Decoding().run();
                return decoded.text.length() == text.length() ? this : decoded;
            }
        }
        return this;
    }

    private static boolean mayBeEncoded(char character) {
        return character == '\\' || character == '%' || character == '&' || character < ' ' || character >= 0x7f;
    }

    private final class Decoding {

        private final StringBuilder decoded = new StringBuilder(text.length());
        private final int[] newStarts = new int[text.length()];
        private final int[] newEnds = new int[text.length()];
        private final Matcher controlSequence = TextSanitizer.CONTROL_SEQUENCE.matcher(text);

        DecodedText run() {
            int index = 0;
            while (index < text.length()) {
                index = next(index);
            }
            return new DecodedText(decoded.toString(), newStarts, newEnds);
        }

        /** Decodes the element at an index and returns the index after it. */
        private int next(int index) {
            char character = text.charAt(index);
            return switch (character) {
                case '\\' -> escape(index);
                case '%' -> hexadecimal(index, index + 1, 2);
                case '&' -> reference(index);
                case '\u001b', '\u009b' ->
                    controlSequence.region(index, text.length()).lookingAt() ? controlSequence.end() : index + 1;
                default -> {
                    int codePoint = text.codePointAt(index);
                    int end = index + Character.charCount(codePoint);
                    if (!TextSanitizer.isUnprintable(codePoint)) {
                        for (int unit = index; unit < end; unit++) {
                            add(text.charAt(unit), unit, unit + 1);
                        }
                    }
                    yield end;
                }
            };
        }

        private int escape(int index) {
            if (index + 1 == text.length()) {
                return index + 1;
            }
            char escaped = text.charAt(index + 1);
            return switch (escaped) {
                case 'u' -> hexadecimal(index, index + 2, 4);
                case 'x' -> hexadecimal(index, index + 2, 2);
                // Escapes of control characters are removed.
                case 'b', 'f', 'n', 'r', 't' -> index + 2;
                default -> add(escaped, index, index + 2);
            };
        }

        /** Decodes hexadecimal digits; copies an invalid escape and removes one truncated by the end of the text. */
        private int hexadecimal(int index, int from, int digits) {
            int end = from;
            while (end < text.length() && end < from + digits && Character.digit(text.charAt(end), 16) >= 0) {
                end++;
            }
            if (end == from + digits) {
                return add((char) Integer.parseInt(text.substring(from, end), 16), index, end);
            }
            return end == text.length() ? end : add(text.charAt(from - 1), index, from);
        }

        private int reference(int index) {
            int end = index + 1;
            while (end < text.length() && end < index + MAX_REFERENCE_LENGTH && isOfReference(text.charAt(end))) {
                end++;
            }
            String name = text.substring(index + 1, end);
            boolean isComplete = end < text.length() && text.charAt(end) == ';';
            int character = character(name);
            if (character >= 0 && (isComplete || name.startsWith("#"))) {
                return add((char) character, index, isComplete ? end + 1 : end);
            }
            return add('&', index, index + 1);
        }

        private static boolean isOfReference(char character) {
            return character == '#' || character < 0x7f && Character.isLetterOrDigit(character);
        }

        /** The character of a reference; -1 if the name is unknown. */
        private static int character(String name) {
            if (!name.startsWith("#")) {
                return NAMED.getOrDefault(name, (char) 0) == 0 ? -1 : NAMED.get(name);
            }
            boolean isHexadecimal = name.startsWith("#x") || name.startsWith("#X");
            String digits = name.substring(isHexadecimal ? 2 : 1);
            // Avoids an exception for each ampersand of a long text, which would be slow.
            if (!digits.matches(isHexadecimal ? "\\p{XDigit}{1,7}" : "[0-9]{1,7}")) {
                return -1;
            }
            int number = Integer.parseInt(digits, isHexadecimal ? 16 : 10);
            return number <= Character.MAX_VALUE ? number : -1;
        }

        private int add(char character, int from, int to) {
            newStarts[decoded.length()] = starts[from];
            newEnds[decoded.length()] = ends[to - 1];
            decoded.append(character);
            return to;
        }
    }
}

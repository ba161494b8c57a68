package io.github.pixverseopenapi.contract.redaction;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Redacts an API key in untrusted text in any representation: any case, JSON escapes, percent-encoding, HTML character
 * references, nested encodings, Base64, hexadecimal, with control or zero-width characters inside, or truncated.
 *
 * <p>Redact a text before truncating it. In text truncated by others, finds the first three quarters of a key anywhere,
 * and its first six characters at the end of the text or before a truncation mark such as an ellipsis, an asterisk, a
 * quotation mark or a closing bracket. Immutable.
 */
public final class Redactor {

    /** The replacement for the key. */
    public static final String MARK = "<redacted>";

    /** Redaction of shorter keys would also match other text. */
    public static final int MIN_KEY_LENGTH = 8;

    /** Longer keys may not lie completely within a window. */
    public static final int MAX_KEY_LENGTH = 1000;

    /** The keys that {@code verify} and {@code record} take: visible ASCII characters, which are valid in a header. */
    public static final Pattern KEY = Pattern.compile("[!-~]{" + MIN_KEY_LENGTH + "," + MAX_KEY_LENGTH + "}");

    private static final Redactor NONE = new Redactor(List.of());

    /** The maximum number of nested encodings. */
    private static final int MAX_LAYERS = 6;

    /** Bounds the memory for long texts. */
    private static final int WINDOW = 1 << 16;

    /** Longer than a key of {@link #MAX_KEY_LENGTH} characters escaped twice, so that each key lies completely within a window. */
    private static final int OVERLAP = 1 << 14;

    private static final int MAX_LINE_LENGTH = 1000;

    private static final String TRUNCATION_MARKS = "\"'`*)]}<,;\u2026\u2018\u2019\u201c\u201d";

    private final List<SecretForm> forms;

    /** The ASCII characters that a form may start with; skips most characters of a long text. */
    private final boolean[] firstCharacters = new boolean[128];

    private Redactor(List<SecretForm> forms) {
        this.forms = forms;
        for (SecretForm form : forms) {
            for (char first = 0; first < firstCharacters.length; first++) {
                firstCharacters[first] |= form.lengthAt(String.valueOf(first), 0) > 0;
            }
        }
    }

    /** Redacts nothing. */
    public static Redactor none() {
        return NONE;
    }

    /** Redacts a key. */
    public static Redactor of(String apiKey) {
        return new Redactor(SecretForm.of(apiKey));
    }

    /** Whether a text contains the key in any form. */
    public boolean finds(String text) {
        return !secrets(text).isEmpty();
    }

    /** Whether bytes contain the key; they need not be text. */
    public boolean finds(byte[] bytes) {
        // Binary data may contain text without being valid UTF-8 as a whole.
        return finds(new String(bytes, StandardCharsets.UTF_8))
                || finds(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Replaces each key with {@value #MARK}. */
    public String redact(String text) {
        BitSet secrets = secrets(text);
        if (secrets.isEmpty()) {
            return text;
        }
        StringBuilder redacted = new StringBuilder();
        int shown = 0;
        for (int from = secrets.nextSetBit(0); from >= 0; from = secrets.nextSetBit(shown)) {
            redacted.append(text, shown, withoutEscape(text, shown, from)).append(MARK);
            shown = secrets.nextClearBit(from);
        }
        return redacted.append(text, shown, text.length()).toString();
    }

    /** Redacts text in bytes; returns bytes without a key unchanged. */
    public byte[] redact(byte[] bytes) {
        Charset charset = charset(bytes);
        String text = new String(bytes, charset);
        String redacted = redact(text);
        return redacted.equals(text) ? bytes : redacted.getBytes(charset);
    }

    /** Redacts the names and values of headers. */
    public Map<String, List<String>> redact(Map<String, List<String>> headers) {
        Map<String, List<String>> redacted = new TreeMap<>();
        headers.forEach((name, values) ->
                redacted.put(redact(name), values.stream().map(this::redact).toList()));
        return redacted;
    }

    /** Redacts a text and converts it into one sanitised line of bounded length. */
    public String redactLine(String text) {
        return TextSanitizer.abbreviate(TextSanitizer.line(redact(text)), MAX_LINE_LENGTH);
    }

    /** Redacts the message of an exception like {@link #redactLine(String)}. */
    public String redactLine(Throwable failure) {
        return failure.getMessage() == null ? "no message" : redactLine(failure.getMessage());
    }

    /** The indexes of characters that belong to a key. */
    private BitSet secrets(String text) {
        BitSet secrets = new BitSet();
        if (forms.isEmpty()) {
            return secrets;
        }
        for (int from = 0; from == 0 || from + OVERLAP < text.length(); from += WINDOW - OVERLAP) {
            int to = Math.min(from + WINDOW, text.length());
            DecodedText layer = DecodedText.of(text, from, to);
            for (int depth = 0; depth < MAX_LAYERS; depth++) {
                mark(layer, to == text.length(), secrets);
                DecodedText next = layer.decoded();
                if (next == layer) {
                    break;
                }
                layer = next;
            }
        }
        return secrets;
    }

    private void mark(DecodedText layer, boolean isEnd, BitSet secrets) {
        String text = layer.text();
        for (int index = 0; index < text.length(); index++) {
            char first = text.charAt(index);
            if (first < firstCharacters.length && !firstCharacters[first]) {
                continue;
            }
            for (SecretForm form : forms) {
                int length = form.lengthAt(text, index);
                if (form.isIdentifiable(length)
                        || isTruncated(text, index + form.minTruncatedLength(), index + length, isEnd)) {
                    mark(layer, index, index + length, secrets);
                }
            }
        }
    }

    /** Whether a text is truncated at an index within a range. */
    private static boolean isTruncated(String text, int first, int last, boolean isEnd) {
        for (int index = first; index <= last; index++) {
            boolean isTruncated = index == text.length()
                    ? isEnd
                    : TRUNCATION_MARKS.indexOf(text.charAt(index)) >= 0 || text.startsWith("..", index);
            if (isTruncated) {
                return true;
            }
        }
        return false;
    }

    private static void mark(DecodedText layer, int from, int to, BitSet secrets) {
        secrets.set(layer.start(from), layer.end(to - 1));
    }

    /** Excludes backslashes before the mark: they would escape it and make JSON malformed. */
    private static int withoutEscape(String text, int from, int to) {
        int end = to;
        while (end > from && text.charAt(end - 1) == '\\') {
            end--;
        }
        return end;
    }

    /** UTF-8 for valid UTF-8, else ISO-8859-1, which maps each byte to a character. */
    private static Charset charset(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }
}

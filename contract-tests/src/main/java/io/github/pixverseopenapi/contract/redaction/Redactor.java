package io.github.pixverseopenapi.contract.redaction;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replaces an API key in texts that somebody else wrote, however they quote it: in any case, as JSON escapes,
 * percent-encoded, as HTML character references, any of these within another, in Base64 or hexadecimal, with control or
 * zero-width characters inside, or with its end cut off.
 *
 * <p>A text must be redacted before it is cut. Where somebody else has cut it before, the first three quarters of a key
 * are found anywhere, and its first six characters at the end of the text or before a mark that shows where it was cut,
 * such as an ellipsis, an asterisk, a quotation mark or a closing bracket. Immutable.
 */
public final class Redactor {

    /** What stands in place of the key. */
    public static final String MARK = "<redacted>";

    private static final Redactor NONE = new Redactor(List.of());

    /** More encodings within each other than any real text has. */
    private static final int MAX_LAYERS = 6;

    /** Bounds the memory for texts of any length. */
    private static final int WINDOW = 1 << 16;

    /** More than a key of 1000 characters has when it is escaped twice, so that each lies whole in a window. */
    private static final int OVERLAP = 1 << 14;

    private static final int MAX_LINE_LENGTH = 1000;

    private static final String ENDS_OF_CUT_TEXT = "\"'`*)]}<,;\u2026\u2018\u2019\u201c\u201d";

    private final List<SecretForm> forms;

    /** Which ASCII characters a form may begin with. Hardly any character of a long text is one. */
    private final boolean[] firstCharacters = new boolean[128];

    private Redactor(List<SecretForm> forms) {
        this.forms = forms;
        for (SecretForm form : forms) {
            for (char first = 0; first < firstCharacters.length; first++) {
                firstCharacters[first] |= form.lengthAt(String.valueOf(first), 0) > 0;
            }
        }
    }

    /** Leaves every text as it is. */
    public static Redactor none() {
        return NONE;
    }

    /** Replaces a key. */
    public static Redactor of(String apiKey) {
        return new Redactor(SecretForm.of(apiKey));
    }

    /** Whether the key is in a text in any form. */
    public boolean finds(String text) {
        return !secrets(text).isEmpty();
    }

    /** Whether the key is in bytes that need not be text. */
    public boolean finds(byte[] bytes) {
        // Text may stand among other bytes, so that all of them together are no UTF-8.
        return finds(new String(bytes, StandardCharsets.UTF_8))
                || finds(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** The text with {@value #MARK} for each key. */
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

    /** The same for a text in bytes, of which those that hold no key stay as they are. */
    public byte[] redact(byte[] bytes) {
        Charset charset = charset(bytes);
        String text = new String(bytes, charset);
        String redacted = redact(text);
        return redacted.equals(text) ? bytes : redacted.getBytes(charset);
    }

    /** The same for names and values of headers. */
    public Map<String, List<String>> redact(Map<String, List<String>> headers) {
        Map<String, List<String>> redacted = new TreeMap<>();
        headers.forEach((name, values) ->
                redacted.put(redact(name), values.stream().map(this::redact).toList()));
        return redacted;
    }

    /** The text without the key, on one line that is safe to print and not too long to read. */
    public String redactLine(String text) {
        return TextSanitizer.abbreviate(TextSanitizer.line(redact(text)), MAX_LINE_LENGTH);
    }

    /** The same for the message of an exception, which may have none. */
    public String redactLine(Throwable failure) {
        return failure.getMessage() == null ? "no reason is given" : redactLine(failure.getMessage());
    }

    /** The characters that belong to a key. */
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
                if (form.isTelling(length) || isCut(text, index + form.shortestCut(), index + length, isEnd)) {
                    mark(layer, index, index + length, secrets);
                }
            }
        }
    }

    /** Whether a text is cut at one of some places. */
    private static boolean isCut(String text, int first, int last, boolean isEnd) {
        for (int index = first; index <= last; index++) {
            boolean isCut = index == text.length()
                    ? isEnd
                    : ENDS_OF_CUT_TEXT.indexOf(text.charAt(index)) >= 0 || text.startsWith("..", index);
            if (isCut) {
                return true;
            }
        }
        return false;
    }

    private static void mark(DecodedText layer, int from, int to, BitSet secrets) {
        secrets.set(layer.start(from), layer.end(to - 1));
    }

    /** A backslash left alone before the mark would make an escape of it, and no JSON of the rest. */
    private static int withoutEscape(String text, int from, int to) {
        int end = to;
        while (end > from && text.charAt(end - 1) == '\\') {
            end--;
        }
        return end;
    }

    /** UTF-8 where the bytes are that, else one character for each byte. */
    private static Charset charset(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }
}

package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Removes the API key from text of the service, however the service writes it: in any case, JSON-escaped,
 * percent-encoded, as HTML references, or cut off at the end of the text.
 */
final class KeyRedactor {
    private static final String REPLACEMENT = "<redacted>";
    /** A shorter key, or part of one, says nothing and is found in ordinary words. */
    private static final int MIN_LENGTH = 4;
    /**
     * Spaces, and what fakes what a reader sees: control characters and invisible formatting (bidirectional overrides,
     * zero width).
     */
    private static final Pattern BLANK = Pattern.compile("[ \\p{Cc}\\p{Cf}\\u2028\\u2029]+");

    private static final int MAX_CAUSES = 20;

    private final @Nullable String given;
    private final @Nullable String key;
    private final @Nullable Pattern forms;

    /** @param apiKey null if there is none to hide */
    KeyRedactor(@Nullable ApiKey apiKey) {
        this.given = apiKey == null ? null : apiKey.value();
        this.key = given == null || given.length() < MIN_LENGTH ? null : given;
        this.forms = key == null ? null : Pattern.compile(forms(key), Pattern.CASE_INSENSITIVE);
    }

    /** Whether it was made for this key, and can serve again: making one takes longer than the rest of a small call. */
    boolean isOf(ApiKey apiKey) {
        return apiKey.value().equals(given);
    }

    private static String forms(String key) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char character = key.charAt(i);
            // A terminal or a browser does not show what is between.
            pattern.append(pattern.length() == 0 ? "" : "[\\p{Cc}\\p{Cf}]*+");
            String hex = String.format("%02x", (int) character);
            pattern.append("(?:\\\\*")
                    .append(Pattern.quote(String.valueOf(character)))
                    .append("|\\\\+u00")
                    .append(hex)
                    .append("|%(?:25)*")
                    .append(hex)
                    .append("|&#x0*")
                    .append(hex)
                    .append(";?")
                    .append("|&#0*")
                    .append((int) character)
                    .append(";?");
            String entity = entity(character);
            pattern.append(entity == null ? ")" : "|&" + entity + ";)");
        }
        return pattern.toString();
    }

    private static @Nullable String entity(char character) {
        switch (character) {
            case '&':
                return "amp";
            case '<':
                return "lt";
            case '>':
                return "gt";
            case '"':
                return "quot";
            case '\'':
                return "apos";
            default:
                return null;
        }
    }

    /** The text without the key; line breaks and everything else stay. */
    String redact(String text) {
        if (key == null || forms == null || !mayHoldForm(text, key.charAt(0))) {
            return text;
        }
        String redacted = forms.matcher(text).replaceAll(REPLACEMENT);
        String end = redacted.toLowerCase(Locale.ROOT);
        String start = key.toLowerCase(Locale.ROOT);
        for (int length = Math.min(key.length(), end.length()); length >= MIN_LENGTH; length--) {
            if (end.endsWith(start.substring(0, length))) {
                return redacted.substring(0, redacted.length() - length) + REPLACEMENT;
            }
        }
        return redacted;
    }

    /** Whether a text has a character that a form of the key may start with. Tells most headers from the others. */
    private static boolean mayHoldForm(String text, char start) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if ("\\%&".indexOf(character) != -1 || Character.toLowerCase(character) == Character.toLowerCase(start)) {
                return true;
            }
        }
        return false;
    }

    /** The text on one line, without the key and without characters that are not seen. */
    String redactLine(String text) {
        String redacted = redact(text);
        return isVisibleLine(redacted)
                ? redacted
                : BLANK.matcher(redacted).replaceAll(" ").trim();
    }

    /** Whether a text is of visible ASCII characters and single spaces between them, as most headers are. */
    private static boolean isVisibleLine(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~' || (character == ' ' && before == ' ')) {
                return false;
            }
            before = character;
        }
        return text.isEmpty() || before != ' ';
    }

    /** The exception, or one with the same trace if it or a cause of it quotes the key. */
    @Nullable
    Throwable redact(@Nullable Throwable e) {
        if (e == null || !quotesKey(e, MAX_CAUSES)) {
            return e;
        }
        IOException redacted = new IOException(redactLine(e.toString()));
        redacted.setStackTrace(e.getStackTrace());
        return redacted;
    }

    private boolean quotesKey(@Nullable Throwable e, int depth) {
        if (forms == null || e == null || depth == 0) {
            return false;
        }
        for (Throwable suppressed : e.getSuppressed()) {
            if (quotesKey(suppressed, depth - 1)) {
                return true;
            }
        }
        return forms.matcher(e.toString()).find() || quotesKey(e.getCause(), depth - 1);
    }

    Headers redact(Headers headers) {
        return isClean(headers) ? headers : cleaned(headers);
    }

    private boolean isClean(Headers headers) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).isEmpty() || !redactLine(headers.value(i)).equals(headers.value(i))) {
                return false;
            }
        }
        return true;
    }

    private Headers cleaned(Headers headers) {
        Headers.Builder redacted = new Headers.Builder();
        for (int i = 0; i < headers.size(); i++) {
            // OkHttp reads a header without a name, but does not build one.
            if (!headers.name(i).isEmpty()) {
                redacted.addUnsafeNonAscii(headers.name(i), redactLine(headers.value(i)));
            }
        }
        return redacted.build();
    }
}

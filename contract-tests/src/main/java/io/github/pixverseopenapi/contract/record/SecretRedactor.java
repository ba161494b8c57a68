package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redacts the API key and the queries of URLs, which may sign the download of a video. */
final class SecretRedactor {

    /**
     * A complete URL, matched possessively to avoid backtracking. Its query may be a signature that grants access.
     */
    private static final Pattern URL =
            Pattern.compile("(https?:\\\\?/\\\\?/[^\\s\"'<>?\\\\]*+(?:\\\\(?!u003[fF])[^\\s\"'<>?\\\\]*+)*+)"
                    + "(?:(\\?|\\\\u003[fF])[^\\s\"'<>]++)?");

    private final Redactor key;

    SecretRedactor(Redactor key) {
        this.key = key;
    }

    /** Redacts the API key and the queries of URLs. */
    String redact(String text) {
        return URL.matcher(key.redact(text))
                .replaceAll(url -> Matcher.quoteReplacement(
                        url.group(2) == null ? url.group() : url.group(1) + url.group(2) + Redactor.MARK));
    }

    /** Redacts the names and values of headers. */
    Map<String, List<String>> redact(Map<String, List<String>> headers) {
        Map<String, List<String>> redacted = new TreeMap<>();
        headers.forEach((name, values) ->
                redacted.put(redact(name), values.stream().map(this::redact).toList()));
        return redacted;
    }

    /** The redacted message of an exception on one line. */
    String redactLine(Throwable failure) {
        return key.redactLine(failure);
    }

    /** Whether bytes contain the API key. */
    boolean finds(byte[] bytes) {
        return key.finds(bytes);
    }

    /**
     * Verifies a recording before it is written.
     *
     * @throws RecordingException when it contains the API key
     */
    void check(String text) {
        if (key.finds(text)) {
            throw new RecordingException("the recording contains the key after redaction; nothing was written");
        }
    }
}

package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps the API key, and what opens a finished video, out of recordings. */
final class SecretRedactor {

    /**
     * A whole address, so that no part of it is looked at twice. What follows its question mark may be a signature that
     * lets anybody in.
     */
    private static final Pattern ADDRESS =
            Pattern.compile("(https?:\\\\?/\\\\?/[^\\s\"'<>?\\\\]*+(?:\\\\(?!u003[fF])[^\\s\"'<>?\\\\]*+)*+)"
                    + "(?:(\\?|\\\\u003[fF])[^\\s\"'<>]++)?");

    private final Redactor key;

    SecretRedactor(Redactor key) {
        this.key = key;
    }

    /** The same text without the key and without the queries of addresses. */
    String redact(String text) {
        return ADDRESS.matcher(key.redact(text))
                .replaceAll(address -> Matcher.quoteReplacement(
                        address.group(2) == null
                                ? address.group()
                                : address.group(1) + address.group(2) + Redactor.MARK));
    }

    /** The same for names and values of headers. */
    Map<String, List<String>> redact(Map<String, List<String>> headers) {
        Map<String, List<String>> redacted = new TreeMap<>();
        headers.forEach((name, values) ->
                redacted.put(redact(name), values.stream().map(this::redact).toList()));
        return redacted;
    }

    /** The message of an exception, safe to print. */
    String redactLine(Throwable failure) {
        return key.redactLine(failure);
    }

    /** Whether the key is in bytes that are no text. */
    boolean finds(byte[] bytes) {
        return key.finds(bytes);
    }

    /**
     * The last look at what is about to be written.
     *
     * @throws RecordingException when the key is in it after all
     */
    void check(String text) {
        if (key.finds(text)) {
            throw new RecordingException("the recording still held the key after it was redacted; nothing was written");
        }
    }
}

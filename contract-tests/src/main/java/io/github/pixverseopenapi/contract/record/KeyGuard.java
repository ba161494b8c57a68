package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import java.util.regex.Pattern;

/** Keeps the key, and what opens a finished video, out of recordings. */
final class KeyGuard {

    /** What follows the question mark of an address may be a signature that lets anybody in. */
    private static final Pattern QUERY = Pattern.compile("(https?:\\\\?/\\\\?/[^\\s\"'<>?]+\\?)[^\\s\"'<>]+");

    private final String key;

    KeyGuard(String key) {
        this.key = key;
    }

    /** The same text without the key and without the queries of addresses. */
    String clean(String text) {
        return QUERY.matcher(text.replace(key, JournalEntry.REDACTED)).replaceAll("$1" + JournalEntry.REDACTED);
    }

    /**
     * The last look at what is about to be written.
     *
     * @throws RecordingException when the key is in it after all
     */
    void check(String text) {
        if (text.contains(key)) {
            throw new RecordingException("the recording still held the key after it was cleaned; nothing was written");
        }
    }
}

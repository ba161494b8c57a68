package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.redaction.Redactor;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Formats the journal for assertion messages: bounded, and without API keys. */
final class JournalFormatter {

    private static final int MAX_ENTRIES = 50;
    private static final int MAX_BODY_LENGTH = 500;

    /** The known form of the service's keys. A test may contain a real key by mistake. */
    private static final String SERVICE_KEY = "SG_[0-9A-Za-z]{8,}";

    private JournalFormatter() {}

    /** One line for each of the latest requests; marked requests have a star. */
    static String of(List<JournalEntry> journal, List<JournalEntry> marked, String key) {
        if (journal.isEmpty()) {
            return "  (empty)";
        }
        Redactor redactor = Redactor.of(key);
        Set<JournalEntry> stars = Collections.newSetFromMap(new IdentityHashMap<>());
        stars.addAll(marked);
        StringBuilder text = new StringBuilder();
        int first = Math.max(0, journal.size() - MAX_ENTRIES);
        if (first > 0) {
            text.append("    … ").append(first).append(" earlier requests\n");
        }
        for (int index = first; index < journal.size(); index++) {
            JournalEntry entry = journal.get(index);
            text.append(stars.contains(entry) ? "  * " : "    ")
                    .append(index + 1)
                    .append(". ")
                    .append(line(entry.toString(), redactor))
                    .append(body(entry, redactor))
                    .append('\n');
        }
        return text.toString().stripTrailing();
    }

    /** The body of a request on one line; bounded and redacted. */
    static String body(JournalEntry entry, String key) {
        return body(entry, Redactor.of(key)).strip();
    }

    /** Redacts a text in the form of one bounded line. */
    static String line(String text, String key) {
        return line(text, Redactor.of(key));
    }

    /** Redacts this key and any text in the form of a service key. */
    static String redact(String key, String text) {
        return Redactor.of(key).redact(text).replaceAll(SERVICE_KEY, JournalEntry.REDACTED);
    }

    private static String line(String text, Redactor redactor) {
        return redactor.redactLine(text).replaceAll(SERVICE_KEY, JournalEntry.REDACTED);
    }

    /** Redacts before truncating, because a truncated key cannot be found. */
    private static String body(JournalEntry entry, Redactor redactor) {
        String body = line(entry.bodyText(), redactor);
        if (body.isBlank()) {
            return "";
        }
        return " " + TextSanitizer.abbreviate(body, MAX_BODY_LENGTH);
    }
}

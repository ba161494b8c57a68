package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.redaction.Redactor;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The journal as lines for people, bounded and without keys. */
final class JournalFormatter {

    private static final int MOST_ENTRIES = 50;
    private static final int LONGEST_BODY = 500;

    /** What the service's keys are known to look like, should someone have put a real one where none belongs. */
    private static final String REAL_KEY = "SG_[0-9A-Za-z]{8,}";

    private JournalFormatter() {}

    /** One line for each request, the marked ones with a star; only the latest when there are many. */
    static String of(List<JournalEntry> journal, List<JournalEntry> marked, String key) {
        if (journal.isEmpty()) {
            return "  (empty)";
        }
        Redactor redactor = Redactor.of(key);
        Set<JournalEntry> stars = Collections.newSetFromMap(new IdentityHashMap<>());
        stars.addAll(marked);
        StringBuilder text = new StringBuilder();
        int first = Math.max(0, journal.size() - MOST_ENTRIES);
        if (first > 0) {
            text.append("    … ").append(first).append(" earlier ones\n");
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

    /** The text without this key and without anything that looks like a real one. */
    static String withoutKey(String key, String text) {
        return Redactor.of(key).redact(text).replaceAll(REAL_KEY, JournalEntry.REDACTED);
    }

    private static String line(String text, Redactor redactor) {
        return redactor.redactLine(text).replaceAll(REAL_KEY, JournalEntry.REDACTED);
    }

    /** Redacted before it is cut, because half a key would not be found afterwards. */
    private static String body(JournalEntry entry, Redactor redactor) {
        String body = line(entry.bodyText(), redactor);
        if (body.isBlank()) {
            return "";
        }
        return " " + TextSanitizer.abbreviate(body, LONGEST_BODY);
    }
}

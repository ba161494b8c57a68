package io.github.pixverseopenapi.contract.generate;

import io.github.pixverseopenapi.client.BatchEntry;
import io.github.pixverseopenapi.client.BatchState;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a person must know after an interrupt: what is saved, what may be billed, and how to go on. */
public final class InterruptOutput {
    private static final int MAX_KEYS = 5;

    private InterruptOutput() {}

    /**
     * A line for each state.
     *
     * @param known the entries whose state is known
     * @param total the number of requests
     * @param command goes on with the batch
     */
    public static String text(Collection<BatchEntry> known, int total, Path journal, String command) {
        List<BatchEntry> submitted =
                in(known, entry -> isSubmitted(entry) && entry.jobId().isPresent());
        List<BatchEntry> sending =
                in(known, entry -> isSubmitted(entry) && entry.jobId().isEmpty());
        List<BatchEntry> unclear = in(known, entry -> entry.state() == BatchState.UNCLEAR);
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        lines.add("Interrupted. Nothing is lost: the journal " + journal + " has each step.");
        lines.add("  " + count(known, BatchState.SAVED) + " saved");
        add(lines, submitted, " submitted, which " + isOrAre(submitted) + " billed but not saved yet: ");
        add(lines, sending, " being sent, which may be billed: ");
        add(lines, unclear, " unclear, which may be billed: ");
        addCount(lines, count(known, BatchState.FAILED), " failed");
        addCount(lines, count(known, BatchState.WAITING), " not sent");
        addCount(lines, total - known.size(), " not changed by this run");
        return lines.add("To go on: " + command).toString();
    }

    private static boolean isSubmitted(BatchEntry entry) {
        return entry.state() == BatchState.SUBMITTED;
    }

    private static List<BatchEntry> in(Collection<BatchEntry> entries, Predicate<BatchEntry> filter) {
        return entries.stream().filter(filter).toList();
    }

    private static int count(Collection<BatchEntry> entries, BatchState state) {
        return in(entries, entry -> entry.state() == state).size();
    }

    private static String isOrAre(List<BatchEntry> entries) {
        return entries.size() == 1 ? "is" : "are";
    }

    private static void add(StringJoiner lines, List<BatchEntry> entries, String text) {
        if (entries.isEmpty()) {
            return;
        }
        String keys = entries.stream()
                .limit(MAX_KEYS)
                .map(entry -> TextSanitizer.line(entry.key()
                        + entry.jobId().map(id -> " (job " + id + ")").orElse("")))
                .collect(Collectors.joining(", "));
        int more = entries.size() - MAX_KEYS;
        lines.add("  " + entries.size() + text + keys + (more > 0 ? " and " + more + " more" : ""));
    }

    private static void addCount(StringJoiner lines, int count, String text) {
        if (count > 0) {
            lines.add("  " + count + text);
        }
    }
}

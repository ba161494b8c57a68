package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.sandbox.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/** Summarises the origin and age of recordings. */
public final class RecordingSummary {

    private RecordingSummary() {}

    /** A line for each provenance, including those without recordings. */
    public static String of(List<Recording> recordings, Instant now) {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        lines.add("Recordings: " + recordings.size());
        for (Provenance kind : Provenance.values()) {
            lines.add("  " + kind.headerValue() + ": " + line(kind, recordings, now));
        }
        return lines.toString();
    }

    private static String line(Provenance kind, List<Recording> recordings, Instant now) {
        List<Recording> oldestFirst = recordings.stream()
                .filter(recording -> recording.origin().kind() == kind)
                .sorted(Comparator.comparing(recording -> recording.origin().date()))
                .toList();
        if (oldestFirst.isEmpty()) {
            return kind == Provenance.RECORDED ? "0, so no response of the live service is recorded" : "0";
        }
        Recording oldest = oldestFirst.get(0);
        Recording newest = oldestFirst.get(oldestFirst.size() - 1);
        return oldestFirst.size() + ", " + days(newest, now) + " to " + days(oldest, now) + " days old; the oldest is "
                + oldest;
    }

    private static long days(Recording recording, Instant now) {
        return Duration.between(recording.origin().date(), now).toDays();
    }
}

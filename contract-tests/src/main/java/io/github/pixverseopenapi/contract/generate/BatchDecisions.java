package io.github.pixverseopenapi.contract.generate;

import io.github.pixverseopenapi.client.PixverseBatch;
import io.github.pixverseopenapi.contract.document.Message;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** What the user says of keys whose requests may have been sent: which job is their own, or that they have none. */
public final class BatchDecisions {
    private static final String ASSIGN = "--assign";
    private static final String RESEND = "--resend";

    private final Map<String, String> jobs = new LinkedHashMap<>();
    private final Set<String> resent;

    private BatchDecisions(List<String> resent) {
        this.resent = new LinkedHashSet<>(resent);
    }

    /**
     * Reads the options.
     *
     * @param assign values such as {@code boat=5f0c7a3e-9b1d-4c62-8a57-3d2e6f104b98}
     * @param resend keys
     * @param keys the keys of the input
     * @throws IllegalArgumentException when they contradict each other, or name other keys
     */
    public static BatchDecisions of(List<String> assign, List<String> resend, Set<String> keys) {
        BatchDecisions decisions = new BatchDecisions(resend);
        Set<String> seen = new HashSet<>();
        for (String value : assign) {
            String[] parts = value.split("=", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException(Message.of(ASSIGN, "KEY=JOB_ID", value));
            }
            requireKey(ASSIGN, parts[0], keys, seen);
            if (decisions.jobs.containsValue(parts[1])) {
                throw new IllegalArgumentException(
                        ASSIGN + " must name a job of its own for each key, but was " + parts[1]);
            }
            decisions.jobs.put(parts[0], parts[1]);
        }
        resend.forEach(key -> requireKey(RESEND, key, keys, seen));
        return decisions;
    }

    private static void requireKey(String option, String key, Set<String> keys, Set<String> seen) {
        if (!keys.contains(key)) {
            throw new IllegalArgumentException(option + " must name a key of the input, but was " + key);
        }
        if (!seen.add(key)) {
            throw new IllegalArgumentException(option + " must name a key that no other option names, but was " + key);
        }
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return jobs.isEmpty() && resent.isEmpty();
    }

    /**
     * Writes the decisions to the journal of a batch, one after the other.
     *
     * @throws IllegalArgumentException when the journal does not have a key as being sent; the message names those that
     *     are written already
     */
    public void writeTo(PixverseBatch batch) {
        StringJoiner written = new StringJoiner(" ", ". Written already, so omit: ", "").setEmptyValue("");
        jobs.forEach((key, job) -> write(ASSIGN, key + "=" + job, () -> batch.assign(key, job), written));
        resent.forEach(key -> write(RESEND, key, () -> batch.resend(key), written));
    }

    private static void write(String option, String value, Runnable decision, StringJoiner written) {
        try {
            decision.run();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage() + written, e);
        }
        written.add(option + " " + value);
    }
}

package io.github.pixverseopenapi.client;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All requests of a {@link PixverseBatch} at one moment. Immutable. */
public final class BatchReport {
    private final Map<String, BatchEntry> entries;

    BatchReport(Map<String, BatchEntry> entries) {
        this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /**
     * The requests by their keys, in the order of the map that was run.
     *
     * @return one entry for each key
     */
    public Map<String, BatchEntry> entries() {
        return entries;
    }

    /**
     * The requests in a state.
     *
     * @param state the state
     * @return the entries, in the order of the map that was run
     */
    public List<BatchEntry> entries(BatchState state) {
        return entries.values().stream()
                .filter(entry -> entry.state() == state)
                .collect(Collectors.collectingAndThen(Collectors.toList(), Collections::unmodifiableList));
    }

    /**
     * Whether every video is saved.
     *
     * @return false if a request is in another state
     */
    public boolean isComplete() {
        return entries.values().stream().allMatch(entry -> entry.state() == BatchState.SAVED);
    }

    /**
     * How much of the budget the batch has taken, in all its runs.
     *
     * @return US dollars, see {@link BatchEntry#costUsd()}
     */
    public BigDecimal costUsd() {
        return entries.values().stream().map(BatchEntry::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** How many requests are in each state, and the cost. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (BatchState state : BatchState.values()) {
            int count = entries(state).size();
            if (count > 0) {
                text.append(state).append(' ').append(count).append(", ");
            }
        }
        return text.append("at most $").append(costUsd().toPlainString()).toString();
    }
}

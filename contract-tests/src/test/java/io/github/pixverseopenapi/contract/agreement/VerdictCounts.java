package io.github.pixverseopenapi.contract.agreement;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** How many requests each side judged, accepted and refused. Any number of threads may count. */
final class VerdictCounts {
    private final Map<String, LongAdder> accepted = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> judged = new ConcurrentHashMap<>();

    void count(Validator side, Verdict verdict) {
        judged.computeIfAbsent(side.name(), name -> new LongAdder()).increment();
        if (verdict.outcome() == Verdict.Decision.VALID) {
            accepted.computeIfAbsent(side.name(), name -> new LongAdder()).increment();
        }
    }

    long judged(Validator side) {
        return sum(judged, side.name());
    }

    private static long sum(Map<String, LongAdder> counts, String side) {
        return counts.containsKey(side) ? counts.get(side).sum() : 0;
    }

    /** One part for each side. */
    @Override
    public String toString() {
        return judged.keySet().stream()
                .sorted()
                .map(side -> {
                    long all = sum(judged, side);
                    long good = sum(accepted, side);
                    return String.format("%s judged %,d: accepted %,d, refused %,d", side, all, good, all - good);
                })
                .collect(Collectors.joining("; "));
    }
}

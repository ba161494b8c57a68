package io.github.pixverseopenapi.contract.agreement;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts the requests that each validator accepted and rejected. Thread-safe. */
final class VerdictCounts {
    private final Map<String, LongAdder> accepted = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> validated = new ConcurrentHashMap<>();

    void count(Validator validator, Verdict verdict) {
        validated.computeIfAbsent(validator.name(), name -> new LongAdder()).increment();
        if (verdict.outcome() == Verdict.Decision.VALID) {
            accepted.computeIfAbsent(validator.name(), name -> new LongAdder()).increment();
        }
    }

    long validated(Validator validator) {
        return sum(validated, validator.name());
    }

    private static long sum(Map<String, LongAdder> counts, String validator) {
        return counts.containsKey(validator) ? counts.get(validator).sum() : 0;
    }

    /** One part for each validator. */
    @Override
    public String toString() {
        return validated.keySet().stream()
                .sorted()
                .map(validator -> {
                    long all = sum(validated, validator);
                    long good = sum(accepted, validator);
                    return String.format(
                            "%s validated %,d: accepted %,d, rejected %,d", validator, all, good, all - good);
                })
                .collect(Collectors.joining("; "));
    }
}

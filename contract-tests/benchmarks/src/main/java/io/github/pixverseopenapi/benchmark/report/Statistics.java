package io.github.pixverseopenapi.benchmark.report;

import java.util.List;

/**
 * The median, and an interval that assumes nothing of the distribution: the median of all possible rounds lies between
 * the least and the greatest of n rounds unless all fell on one side of it, which happens once in 2^(n-1) runs.
 */
public final class Statistics {
    private final List<Double> sorted;

    public Statistics(List<Double> values) {
        this.sorted = values.stream().sorted().toList();
    }

    public boolean isEmpty() {
        return sorted.isEmpty();
    }

    public int rounds() {
        return sorted.size();
    }

    public double median() {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double low() {
        return sorted.get(0);
    }

    public double high() {
        return sorted.get(sorted.size() - 1);
    }

    /** How sure it is that the interval holds the median, between 0 and 1. */
    public double confidence() {
        return 1 - Math.pow(2, 1 - sorted.size());
    }
}

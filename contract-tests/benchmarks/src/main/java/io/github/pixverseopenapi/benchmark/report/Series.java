package io.github.pixverseopenapi.benchmark.report;

import java.util.ArrayList;
import java.util.List;

/** The figures of one contender, one for each round, or why it has none. */
public final class Series {
    private final String contender;
    private final List<Double> rounds = new ArrayList<>();
    private String failure;

    public Series(String contender) {
        this.contender = contender;
    }

    public void add(double value) {
        rounds.add(value);
    }

    /** The first reason stays. */
    public void fail(String reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    public String contender() {
        return contender;
    }

    public List<Double> rounds() {
        return rounds;
    }

    /** Null if every round went well. */
    public String failure() {
        return failure;
    }
}

package io.github.pixverseopenapi.benchmark.work;

import io.github.pixverseopenapi.benchmark.process.FailedTrialException;
import io.github.pixverseopenapi.benchmark.report.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Interleaves the trials of contenders, so that what disturbs the machine disturbs all. Each round starts with another
 * contender. One that fails gets no further turn.
 */
final class Rounds {
    private final Map<String, Trial> trials = new LinkedHashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();

    /** Does the work once, and returns the figures by their names. */
    interface Trial {
        Map<String, Double> run() throws Exception;
    }

    Rounds trial(String contender, Trial trial) {
        trials.put(contender, trial);
        return this;
    }

    /** The row of a figure. */
    Rounds row(String figure, Row row) {
        rows.put(figure, row);
        return this;
    }

    List<Row> run(int rounds) throws Exception {
        List<String> order = new ArrayList<>(trials.keySet());
        order.forEach(contender -> rows.values().forEach(row -> row.of(contender)));
        for (int i = 0; i < rounds; i++) {
            for (String contender : List.copyOf(order)) {
                if (!run(contender)) {
                    order.remove(contender);
                }
            }
            Collections.rotate(order, 1);
        }
        return List.copyOf(rows.values());
    }

    private boolean run(String contender) throws Exception {
        try {
            Map<String, Double> figures = trials.get(contender).run();
            rows.forEach((figure, row) -> {
                if (figures.containsKey(figure)) {
                    row.of(contender).add(figures.get(figure));
                }
            });
            System.out.println("  " + contender + " " + figures);
            return true;
        } catch (FailedTrialException e) {
            rows.values().forEach(row -> row.of(contender).fail(e.getMessage()));
            System.out.println("  " + contender + ": " + e.getMessage());
            return false;
        }
    }
}

package io.github.pixverseopenapi.benchmark.report;

import java.util.ArrayList;
import java.util.List;

/** One figure of one piece of work, for each contender. */
public final class Row {
    /** How a ratio to the baseline is judged. */
    public enum Better {
        LESS,
        MORE
    }

    private final String work;
    private final String figure;
    private final String unit;
    private final Double size;
    private final String sizeUnit;
    private final Better better;
    private final String subject;
    private final String baseline;
    private final Double goal;
    private final List<Series> series = new ArrayList<>();

    /**
     * Makes a row without figures.
     *
     * @param size what the figure grows with; null if nothing
     * @param subject the contender that the goal is about
     * @param goal the ratio of the subject to the baseline that is wanted; null if none is
     */
    public Row(
            String work,
            String figure,
            String unit,
            Double size,
            String sizeUnit,
            Better better,
            String subject,
            String baseline,
            Double goal) {
        this.work = work;
        this.figure = figure;
        this.unit = unit;
        this.size = size;
        this.sizeUnit = sizeUnit;
        this.better = better;
        this.subject = subject;
        this.baseline = baseline;
        this.goal = goal;
    }

    public Series of(String contender) {
        for (Series one : series) {
            if (one.contender().equals(contender)) {
                return one;
            }
        }
        Series added = new Series(contender);
        series.add(added);
        return added;
    }

    /** The ratio of each round to the same round of the baseline. */
    public Statistics ratio(Series one) {
        List<Double> base = of(baseline).rounds();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(base.size(), one.rounds().size()); i++) {
            ratios.add(one.rounds().get(i) / base.get(i));
        }
        return new Statistics(ratios);
    }

    /** Whether the goal is reached by the median of this run; null without a goal or without figures. */
    public Boolean reached() {
        Statistics ratio = ratio(of(subject));
        if (goal == null || ratio.isEmpty()) {
            return null;
        }
        return better == Better.LESS ? ratio.median() <= goal : ratio.median() >= goal;
    }

    public String title() {
        return work + (size == null ? "" : ", " + Figures.size(size) + " " + sizeUnit) + ": " + figure;
    }

    public String work() {
        return work;
    }

    public String figure() {
        return figure;
    }

    public String unit() {
        return unit;
    }

    public Double size() {
        return size;
    }

    public String sizeUnit() {
        return sizeUnit;
    }

    public Better better() {
        return better;
    }

    public String subject() {
        return subject;
    }

    public String baseline() {
        return baseline;
    }

    public Double goal() {
        return goal;
    }

    public List<Series> series() {
        return series;
    }
}

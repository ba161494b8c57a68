package io.github.pixverseopenapi.benchmark.work;

import io.github.pixverseopenapi.benchmark.report.Row;

/** Makes the rows of one piece of work. */
final class Rows {
    private final String work;
    private final Double size;
    private final String sizeUnit;
    private final String subject;
    private final String baseline;

    Rows(String work, Double size, String sizeUnit, String subject, String baseline) {
        this.work = work;
        this.size = size;
        this.sizeUnit = sizeUnit;
        this.subject = subject;
        this.baseline = baseline;
    }

    /** @param goal null for none */
    Row less(String figure, String unit, Double goal) {
        return new Row(work, figure, unit, size, sizeUnit, Row.Better.LESS, subject, baseline, goal);
    }

    /** @param goal null for none */
    Row more(String figure, String unit, Double goal) {
        return new Row(work, figure, unit, size, sizeUnit, Row.Better.MORE, subject, baseline, goal);
    }
}

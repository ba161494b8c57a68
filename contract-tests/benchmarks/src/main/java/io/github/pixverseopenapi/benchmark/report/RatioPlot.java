package io.github.pixverseopenapi.benchmark.report;

import java.util.List;

/** A bar for each goal: the ratio, its interval, and a line where the goal is; 1 is as the peer. Logarithmic. */
final class RatioPlot {
    private static final int LABELS = 520;
    private static final int PLOT = 400;
    private static final int MARGIN = 60;
    private static final int TOP = 40;
    private static final double LEAST = 0.05;
    private static final double MOST = 30;

    private final List<Row> rows;

    RatioPlot(Results results) {
        this.rows = results.rows().stream()
                .filter(row -> row.goal() != null && row.reached() != null)
                .toList();
    }

    String svg() {
        Svg svg = new Svg(LABELS + PLOT + MARGIN, TOP + rows.size() * 2 * Svg.LINE + Svg.LINE);
        svg.text(
                10,
                Svg.LINE,
                "start",
                "Ratio to the peer named below each work; red line: the goal; grey: interval of the median");
        double y = TOP;
        for (Row row : rows) {
            row(svg, row, y);
            y += 2 * Svg.LINE;
        }
        for (double mark : new double[] {0.1, 0.5, 1, 2, 5, 10}) {
            svg.line(x(mark), TOP - 10, x(mark), y, mark == 1 ? "#444" : "#ddd", 1);
            svg.text(
                    x(mark),
                    y + Svg.LINE - 4,
                    "middle",
                    mark == Math.rint(mark) ? Long.toString((long) mark) : Double.toString(mark));
        }
        return svg.toString();
    }

    private static void row(Svg svg, Row row, double y) {
        Statistics ratio = row.ratio(row.of(row.subject()));
        String sign = row.better() == Row.Better.LESS ? "≤" : "≥";
        svg.text(LABELS - 10, y + 6, "end", row.title());
        svg.text(LABELS - 10, y + 20, "end", sign + " " + row.goal() + " × " + row.baseline());
        double from = Math.min(x(1), x(ratio.median()));
        double to = Math.max(x(1), x(ratio.median()));
        svg.bar(from, y, to - from, 12, Boolean.TRUE.equals(row.reached()) ? "#2e7d32" : "#e0a030");
        svg.line(x(ratio.low()), y + 6, x(ratio.high()), y + 6, "#666", 3);
        svg.line(x(row.goal()), y - 4, x(row.goal()), y + 16, "#c62828", 2);
        svg.text(LABELS + PLOT + 10, y + 10, "start", Figures.of(ratio.median()));
    }

    private static double x(double ratio) {
        double bounded = Math.min(MOST, Math.max(LEAST, ratio));
        return LABELS + PLOT * Math.log(bounded / LEAST) / Math.log(MOST / LEAST);
    }
}

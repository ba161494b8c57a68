package io.github.pixverseopenapi.benchmark.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How one figure grows with the size of the work, a line for each contender. Both axes are logarithmic. */
final class GrowthPlot {
    private static final int LEFT = 80;
    private static final int TOP = 40;
    private static final int PLOT_WIDTH = 420;
    private static final int PLOT_HEIGHT = 280;
    private static final int LEGEND = 220;
    private static final String[] COLOURS = {"#1565c0", "#c62828", "#2e7d32", "#e08a00", "#6a1b9a", "#00838f"};

    private final List<Row> rows;
    private final double leastSize;
    private final double mostSize;
    private final double least;
    private final double most;

    GrowthPlot(List<Row> rows) {
        this.rows = rows;
        this.leastSize = rows.get(0).size();
        this.mostSize = rows.get(rows.size() - 1).size();
        Statistics medians = new Statistics(rows.stream()
                .flatMap(row -> row.series().stream())
                .filter(one -> !one.rounds().isEmpty())
                .map(one -> new Statistics(one.rounds()).median())
                .toList());
        this.least = medians.low() / 1.2;
        this.most = medians.high() * 1.2;
    }

    /** The rows of each figure that was measured at several sizes, by the name of its file. */
    static Map<String, List<Row>> grown(List<Row> rows) {
        Map<String, List<Row>> figures = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.size() != null
                    && row.series().stream().anyMatch(one -> !one.rounds().isEmpty())) {
                String name = (row.work() + " " + row.figure())
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-");
                figures.computeIfAbsent(name, unused -> new ArrayList<>()).add(row);
            }
        }
        figures.values().removeIf(sizes -> sizes.size() == 1);
        return figures;
    }

    String svg() {
        Row any = rows.get(0);
        Svg svg = new Svg(LEFT + PLOT_WIDTH + LEGEND, TOP + PLOT_HEIGHT + 3 * Svg.LINE);
        svg.text(LEFT, Svg.LINE, "start", any.work() + ": " + any.figure() + ", " + any.unit());
        axes(svg, any);
        Set<String> contenders = new LinkedHashSet<>();
        rows.forEach(row -> row.series().forEach(one -> contenders.add(one.contender())));
        int number = 0;
        for (String contender : contenders) {
            contender(svg, contender, number++);
        }
        return svg.toString();
    }

    private void axes(Svg svg, Row any) {
        svg.line(LEFT, TOP + PLOT_HEIGHT, LEFT + PLOT_WIDTH, TOP + PLOT_HEIGHT, "#444", 1);
        svg.line(LEFT, TOP, LEFT, TOP + PLOT_HEIGHT, "#444", 1);
        for (Row row : rows) {
            svg.text(x(row.size()), TOP + PLOT_HEIGHT + Svg.LINE, "middle", Figures.size(row.size()));
        }
        svg.text(LEFT + PLOT_WIDTH / 2.0, TOP + PLOT_HEIGHT + 2 * Svg.LINE, "middle", any.sizeUnit());
        for (double mark = Math.pow(10, Math.ceil(Math.log10(least))); mark <= most; mark *= 10) {
            svg.line(LEFT, y(mark), LEFT + PLOT_WIDTH, y(mark), "#ddd", 1);
            svg.text(LEFT - 6, y(mark) + 4, "end", Figures.of(mark));
        }
    }

    private void contender(Svg svg, String contender, int number) {
        String colour = COLOURS[number % COLOURS.length];
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        String failure = "";
        for (Row row : rows) {
            Series one = row.of(contender);
            if (one.failure() != null) {
                failure = " (fails at " + Figures.size(row.size()) + ")";
                break;
            }
            if (!one.rounds().isEmpty()) {
                double x = x(row.size());
                double y = y(new Statistics(one.rounds()).median());
                if (!Double.isNaN(lastX)) {
                    svg.line(lastX, lastY, x, y, colour, 2);
                }
                svg.dot(x, y, colour);
                lastX = x;
                lastY = y;
            }
        }
        svg.text(LEFT + PLOT_WIDTH + 26, TOP + number * Svg.LINE + 4, "start", contender + failure);
        svg.dot(LEFT + PLOT_WIDTH + 16, TOP + number * Svg.LINE, colour);
    }

    private double x(double size) {
        return LEFT + 20 + (PLOT_WIDTH - 40) * Math.log(size / leastSize) / Math.log(mostSize / leastSize);
    }

    private double y(double value) {
        return TOP + PLOT_HEIGHT * (1 - Math.log(value / least) / Math.log(most / least));
    }
}

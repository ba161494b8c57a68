package io.github.pixverseopenapi.contract.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats the results as a plain-text table, which fits a terminal of 80 columns. */
final class ResultTable {

    private ResultTable() {}

    static String of(List<DemoResult> results) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"endpoint", "bytes", "seconds", "price", "saved as"});
        for (DemoResult result : results) {
            rows.add(new String[] {
                result.operation().path(),
                String.format(Locale.ROOT, "%,d", result.bytes()),
                String.format(Locale.ROOT, "%.1f", result.time().toMillis() / 1000.0),
                Prices.range(result.operation()),
                result.failed() ? "-" : String.valueOf(result.file().getFileName())
            });
        }
        return lines(rows);
    }

    private static String lines(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            table.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return table.toString();
    }
}

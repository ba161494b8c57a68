package io.github.pixverseopenapi.contract.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The outcomes as a table of plain text. */
final class ResultTable {

    private ResultTable() {}

    static String of(List<DemoResult> outcomes) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {
            "endpoint", "asked", "status", "bytes", "seconds", "request id", "documented price", "saved as"
        });
        for (DemoResult outcome : outcomes) {
            rows.add(new String[] {
                outcome.operation().path(),
                outcome.asked(),
                outcome.status() == 0 ? "none" : String.valueOf(outcome.status()),
                String.format(Locale.ROOT, "%,d", outcome.bytes()),
                String.format(Locale.ROOT, "%.1f", outcome.time().toMillis() / 1000.0),
                outcome.requestId(),
                Prices.range(outcome.operation()),
                outcome.failed() ? "-" : String.valueOf(outcome.file().getFileName())
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

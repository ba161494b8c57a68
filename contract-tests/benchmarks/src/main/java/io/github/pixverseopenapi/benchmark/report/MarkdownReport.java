package io.github.pixverseopenapi.benchmark.report;

import java.util.Locale;

/** The results as a page: how they were measured, the goals, then every figure. */
final class MarkdownReport {
    private static final String METHOD = """
            Written by `mvn -Pbenchmark`; the figures of each round are in [results.json](results.json). In each round every contender has one turn, a
            fork of JMH or a process of its own. A ratio compares the turns of one round; the table has the median over the rounds and, in
            brackets, the least and the greatest, between which the true median lies with the confidence that is given. The server that
            answers them is a process of its own, on loopback. The stock clients are made by OpenAPI Generator's own templates from
            [pixverse.stock.yaml](../../../openapi/pixverse.stock.yaml). `OkHttp, no pool` opens a connection for each call, as our client
            does for requests that are paid; the other peers reuse theirs. A time is never asserted.
            """;

    private final Results results;
    private final StringBuilder text = new StringBuilder();

    MarkdownReport(Results results) {
        this.results = results;
    }

    String text() {
        Environment environment = results.environment();
        text.append("# Benchmark results\n\n")
                .append(environment.date())
                .append(", ")
                .append(environment.processor())
                .append(", ")
                .append(environment.cores())
                .append(" cores, ")
                .append(environment.memoryGibibytes())
                .append(" GiB, ")
                .append(environment.system())
                .append(", Java ")
                .append(String.join(" and ", environment.javas()))
                .append(".\n\n");
        if (!environment.note().isEmpty()) {
            text.append("**").append(environment.note()).append("**\n\n");
        }
        text.append(METHOD).append("\n![The goals, and how near they are](ratios.svg)\n\n");
        goals();
        results.rows().forEach(this::row);
        return text.toString().stripTrailing() + "\n";
    }

    private void goals() {
        text.append("## Goals\n\n| work | compared with | goal | measured | reached |\n|---|---|---|---|---|\n");
        for (Row row : results.rows()) {
            if (row.goal() != null) {
                Series subject = row.of(row.subject());
                String sign = row.better() == Row.Better.LESS ? "≤ " : "≥ ";
                Boolean reached = row.reached();
                text.append("| ")
                        .append(row.title())
                        .append(" | ")
                        .append(row.baseline())
                        .append(" | ")
                        .append(sign)
                        .append(Figures.of(row.goal()))
                        .append(" | ")
                        .append(ratio(row, subject))
                        .append(" | ")
                        .append(reached == null ? "" : reached ? "yes" : "no")
                        .append(" |\n");
            }
        }
        text.append('\n');
    }

    private void row(Row row) {
        text.append("## ")
                .append(row.title())
                .append("\n\n| contender | median, ")
                .append(row.unit())
                .append(" | ratio to ")
                .append(row.baseline())
                .append(" | rounds |\n|---|---|---|---|\n");
        for (Series one : row.series()) {
            if (one.failure() == null && one.rounds().isEmpty()) {
                continue;
            }
            String median = one.failure() != null
                    ? "failed: " + one.failure().replace("|", "\\|")
                    : Figures.of(new Statistics(one.rounds()).median());
            text.append("| ")
                    .append(one.contender())
                    .append(" | ")
                    .append(median)
                    .append(" | ")
                    .append(ratio(row, one))
                    .append(" | ")
                    .append(one.rounds().size())
                    .append(" |\n");
        }
        text.append('\n');
    }

    private static String ratio(Row row, Series one) {
        Statistics ratio = row.ratio(one);
        if (one.failure() != null || ratio.isEmpty()) {
            return "";
        }
        if (ratio.rounds() == 1) {
            return Figures.of(ratio.median());
        }
        return Figures.of(ratio.median()) + " (" + Figures.of(ratio.low()) + " to " + Figures.of(ratio.high()) + ", "
                + String.format(Locale.ROOT, "%.1f", 100 * ratio.confidence()) + " %)";
    }
}

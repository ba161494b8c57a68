package io.github.pixverseopenapi.contract.verify.report;

import io.github.pixverseopenapi.contract.verify.Check;
import io.github.pixverseopenapi.contract.verify.CheckKind;
import io.github.pixverseopenapi.contract.verify.CheckOutcome;
import io.github.pixverseopenapi.contract.verify.CheckResult;
import io.github.pixverseopenapi.contract.verify.KnownDrift;
import io.github.pixverseopenapi.contract.verify.Report;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Renders a report for the terminal: a table, the problems, the checks that were not sent, and the verdict. */
public final class TextReport {

    private static final String GAP = "  ";

    private final Report report;
    private final boolean useColors;
    private final StringBuilder text = new StringBuilder();

    private TextReport(Report report, boolean useColors) {
        this.report = report;
        this.useColors = useColors;
    }

    /**
     * Renders a report.
     *
     * @param useColors whether to use ANSI useColors
     */
    public static String of(Report report, boolean useColors) {
        return new TextReport(report, useColors).render();
    }

    private String render() {
        line(Report.TITLE + " at " + report.target());
        line("");
        table();
        report.of(CheckOutcome.DRIFTED).forEach(this::details);
        report.of(CheckOutcome.KNOWN).forEach(this::details);
        report.of(CheckOutcome.UNDECIDED).forEach(this::details);
        notChecked();
        entries("Expired entries of known drift", report.knownDrift().expired());
        entries(
                "Unused entries of known drift, which may be removed",
                report.knownDrift().unused());
        line(report.costs());
        line(colored(report.exitCode() == Report.ALL_GOOD ? AnsiColor.GREEN : AnsiColor.RED, report.verdict()));
        return text.toString();
    }

    private void table() {
        List<CheckKind> kinds = CheckKind.ofOperations();
        Map<String, List<CheckResult>> subjects = report.bySubject();
        int first = subjects.keySet().stream().mapToInt(String::length).max().orElse(0);
        line(padded("", first) + kinds.stream().map(kind -> GAP + kind.id()).collect(Collectors.joining()));
        subjects.forEach((subject, results) -> {
            if (subject.equals(Check.SERVICE)) {
                line(padded(subject, first)
                        + results.stream()
                                .map(result -> GAP + result.check().kind().id() + ": " + mark(result, 0))
                                .collect(Collectors.joining()));
            } else {
                line(padded(subject, first)
                        + results.stream()
                                .map(result -> GAP
                                        + mark(
                                                result,
                                                result.check().kind().id().length()))
                                .collect(Collectors.joining()));
            }
        });
        line("");
    }

    private String mark(CheckResult result, int width) {
        String mark = result.outcome().mark();
        return colored(AnsiColor.of(result.outcome()), mark) + " ".repeat(Math.max(0, width - mark.length()));
    }

    private void details(CheckResult result) {
        line(colored(AnsiColor.of(result.outcome()), heading(result.outcome())) + GAP
                + result.check().name() + ": " + result.check().description());
        report.problems(result).forEach(problem -> line("  - " + problem));
        line("  expected  " + result.check().kind().expected());
        line("  actual    " + result.response());
        line("");
    }

    private static String heading(CheckOutcome outcome) {
        return outcome == CheckOutcome.DRIFTED ? "DRIFT" : outcome.name();
    }

    private void entries(String heading, List<KnownDrift> entries) {
        if (entries.isEmpty()) {
            return;
        }
        line(heading);
        entries.forEach(entry -> line("  " + entry.subject() + " (" + entry.note() + ")"));
        line("");
    }

    private void notChecked() {
        if (report.count(CheckOutcome.NOT_CHECKED) == 0) {
            return;
        }
        line("Not checked");
        report.notCheckedByReason().forEach((reason, results) -> line("  " + report.names(results) + ": " + reason));
        line("");
    }

    private String colored(AnsiColor color, String value) {
        return useColors ? color.on(value) : value;
    }

    private static String padded(String value, int width) {
        return value + " ".repeat(width - value.length());
    }

    private void line(String value) {
        text.append(value.stripTrailing()).append(System.lineSeparator());
    }
}

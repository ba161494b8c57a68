package io.github.pixverseopenapi.contract.verify.report;

import io.github.pixverseopenapi.contract.redaction.MarkdownText;
import io.github.pixverseopenapi.contract.verify.Check;
import io.github.pixverseopenapi.contract.verify.CheckKind;
import io.github.pixverseopenapi.contract.verify.CheckOutcome;
import io.github.pixverseopenapi.contract.verify.CheckResult;
import io.github.pixverseopenapi.contract.verify.KnownDrift;
import io.github.pixverseopenapi.contract.verify.Report;
import java.util.List;
import java.util.stream.Collectors;

/** Renders a report as GitHub-flavoured Markdown for the summary of a CI run. */
public final class MarkdownReport {

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport(Report report) {
        this.report = report;
    }

    /** Renders a report. */
    public static String of(Report report) {
        return new MarkdownReport(report).render();
    }

    private String render() {
        line("## " + Report.TITLE + " at " + MarkdownText.escape(report.target()));
        line("");
        line("**" + report.verdict() + "** " + MarkdownText.escape(report.costs()));
        line("");
        table();
        details("### Drift", CheckOutcome.DRIFTED);
        details("### Known drift", CheckOutcome.KNOWN);
        details("### Undecided", CheckOutcome.UNDECIDED);
        notChecked();
        entries("### Expired entries of known drift", report.knownDrift().expired());
        entries(
                "### Unused entries of known drift, which may be removed",
                report.knownDrift().unused());
        return text.toString();
    }

    private void table() {
        List<CheckKind> kinds = CheckKind.ofOperations();
        line("| | " + kinds.stream().map(CheckKind::id).collect(Collectors.joining(" | ")) + " |");
        line("|---|" + "---|".repeat(kinds.size()));
        report.bySubject().forEach((subject, results) -> {
            if (!subject.equals(Check.SERVICE)) {
                line("| " + MarkdownText.escape(subject) + " | "
                        + results.stream().map(MarkdownReport::mark).collect(Collectors.joining(" | ")) + " |");
            }
        });
        line("");
        report.bySubject()
                .getOrDefault(Check.SERVICE, List.of())
                .forEach(result -> line("- " + result.check().kind().id() + ": " + mark(result)));
        line("");
    }

    private static String mark(CheckResult result) {
        return switch (result.outcome()) {
            case HOLDS -> "✅";
            case DRIFTED -> "❌ drift";
            case KNOWN -> "⚠️ known";
            case UNDECIDED -> "❓";
            case NOT_CHECKED -> "–";
        };
    }

    private void details(String heading, CheckOutcome outcome) {
        if (report.count(outcome) == 0) {
            return;
        }
        line(heading);
        line("");
        report.of(outcome).forEach(result -> {
            line("- **" + MarkdownText.escape(result.check().name()) + "**: "
                    + MarkdownText.escape(result.check().description()));
            report.problems(result).forEach(problem -> line("  - " + MarkdownText.escape(problem)));
            line("  - expected " + MarkdownText.escape(result.check().kind().expected()));
            line("  - actual " + MarkdownText.escape(result.response()));
        });
        line("");
    }

    private void notChecked() {
        if (report.count(CheckOutcome.NOT_CHECKED) == 0) {
            return;
        }
        line("### Not checked");
        line("");
        report.notCheckedByReason()
                .forEach((reason, results) ->
                        line("- " + MarkdownText.escape(report.names(results)) + ": " + MarkdownText.escape(reason)));
        line("");
    }

    private void entries(String heading, List<KnownDrift> entries) {
        if (entries.isEmpty()) {
            return;
        }
        line(heading);
        line("");
        entries.forEach(entry -> line("- " + MarkdownText.escape(entry.subject() + " (" + entry.note() + ")")));
        line("");
    }

    private void line(String value) {
        text.append(value).append('\n');
    }
}

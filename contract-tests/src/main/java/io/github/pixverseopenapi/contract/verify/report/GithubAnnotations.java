package io.github.pixverseopenapi.contract.verify.report;

import io.github.pixverseopenapi.contract.verify.CheckOutcome;
import io.github.pixverseopenapi.contract.verify.CheckResult;
import io.github.pixverseopenapi.contract.verify.KnownDrift;
import io.github.pixverseopenapi.contract.verify.Report;
import java.util.List;

/**
 * Renders a report as workflow commands of GitHub Actions. Printed by a step, each becomes an annotation: an error for
 * drift, a warning for what is undecided, a notice for known drift.
 */
public final class GithubAnnotations {

    private static final String ERROR = "error";
    private static final String WARNING = "warning";

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private GithubAnnotations(Report report) {
        this.report = report;
    }

    /** Renders a report; empty when everything holds. */
    public static String of(Report report) {
        return new GithubAnnotations(report).render();
    }

    private String render() {
        results(ERROR, "Drift", CheckOutcome.DRIFTED);
        entries(ERROR, "Expired entry of known drift", report.knownDrift().expired());
        results(WARNING, "Undecided", CheckOutcome.UNDECIDED);
        entries(WARNING, "Unused entry of known drift", report.knownDrift().unused());
        results("notice", "Known drift", CheckOutcome.KNOWN);
        return text.toString();
    }

    private void results(String level, String title, CheckOutcome outcome) {
        for (CheckResult result : report.of(outcome)) {
            command(
                    level,
                    title + ": " + result.check().name(),
                    String.join("\n", report.problems(result)) + "\nexpected "
                            + result.check().kind().expected() + "\nactual " + result.response());
        }
    }

    private void entries(String level, String title, List<KnownDrift> entries) {
        entries.forEach(entry -> command(level, title, entry.subject() + " (" + entry.note() + ")"));
    }

    private void command(String level, String title, String message) {
        text.append("::")
                .append(level)
                .append(" title=")
                .append(escaped(title).replace(":", "%3A").replace(",", "%2C"))
                .append("::")
                .append(escaped(message))
                .append('\n');
    }

    /** Escapes what would end a command or start another. */
    private static String escaped(String value) {
        return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}

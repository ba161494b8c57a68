package io.github.pixverseopenapi.contract.verify.report;

import io.github.pixverseopenapi.contract.verify.CheckOutcome;
import io.github.pixverseopenapi.contract.verify.CheckResult;
import io.github.pixverseopenapi.contract.verify.Report;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * Renders a report as JUnit XML: a suite for each operation, a case for each check. Drift is a failure, an undecided
 * check is an error, a check that was not sent is skipped.
 */
public final class JunitReport {

    private final Report report;
    private final Xml xml = new Xml();

    private JunitReport(Report report) {
        this.report = report;
    }

    /** Renders a report. */
    public static String of(Report report) {
        return new JunitReport(report).render();
    }

    private String render() {
        xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        suite("testsuites", Report.TITLE, report.results(), report.duration(), () -> {
            xml.lineBreak();
            report.bySubject().forEach((subject, results) -> {
                suite("testsuite", subject, results, sum(results), () -> {
                    xml.lineBreak();
                    results.forEach(this::testCase);
                });
                xml.lineBreak();
            });
        });
        return xml.lineBreak().toString();
    }

    private void suite(String element, String name, List<CheckResult> results, Duration duration, Runnable content) {
        xml.element(
                element,
                content,
                "name",
                name,
                "tests",
                String.valueOf(results.size()),
                "failures",
                count(results, CheckOutcome.DRIFTED),
                "errors",
                count(results, CheckOutcome.UNDECIDED),
                "skipped",
                count(results, CheckOutcome.NOT_CHECKED),
                "time",
                seconds(duration));
    }

    private void testCase(CheckResult result) {
        xml.element(
                "testcase",
                () -> outcome(result),
                "classname",
                "pixverse." + result.check().subject(),
                "name",
                result.check().kind().id(),
                "time",
                seconds(result.duration()));
        xml.lineBreak();
    }

    private void outcome(CheckResult result) {
        switch (result.outcome()) {
            case DRIFTED -> xml.element("failure", details(result), "type", "drift", "message", result.reason());
            case UNDECIDED -> xml.element("error", details(result), "type", "undecided", "message", result.reason());
            case NOT_CHECKED -> xml.element("skipped", "", "message", result.reason());
            case HOLDS -> {}
        }
    }

    private static String details(CheckResult result) {
        return result.check().description() + "\nexpected: "
                + result.check().kind().expected() + "\nactual: " + result.response() + "\n";
    }

    private static String count(List<CheckResult> results, CheckOutcome outcome) {
        return String.valueOf(
                results.stream().filter(result -> result.outcome() == outcome).count());
    }

    private static Duration sum(List<CheckResult> results) {
        return results.stream().map(CheckResult::duration).reduce(Duration.ZERO, Duration::plus);
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).toPlainString();
    }
}

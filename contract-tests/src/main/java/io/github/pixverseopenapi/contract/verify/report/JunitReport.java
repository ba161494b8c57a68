package io.github.pixverseopenapi.contract.verify.report;

import io.github.pixverseopenapi.contract.verify.CheckOutcome;
import io.github.pixverseopenapi.contract.verify.CheckResult;
import io.github.pixverseopenapi.contract.verify.KnownDrift;
import io.github.pixverseopenapi.contract.verify.Report;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * Renders a report as JUnit XML: a suite for each operation, a case for each check. Drift is a failure, an undecided
 * check is an error, a check that was not sent or whose drift is known is skipped. An expired entry of known drift is a
 * failure of a suite of its own.
 */
public final class JunitReport {

    private static final String KNOWN_DRIFT = "known-drift";

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
        List<KnownDrift> expired = report.knownDrift().expired();
        xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        suite("testsuites", Report.TITLE, report.results(), expired.size(), report.duration(), () -> {
            xml.lineBreak();
            report.bySubject().forEach((subject, results) -> {
                suite("testsuite", subject, results, 0, sum(results), () -> {
                    xml.lineBreak();
                    results.forEach(this::testCase);
                });
                xml.lineBreak();
            });
            if (!expired.isEmpty()) {
                suite("testsuite", KNOWN_DRIFT, List.of(), expired.size(), Duration.ZERO, () -> {
                    xml.lineBreak();
                    expired.forEach(this::expired);
                });
                xml.lineBreak();
            }
        });
        return xml.lineBreak().toString();
    }

    private void suite(
            String element, String name, List<CheckResult> results, int expired, Duration duration, Runnable content) {
        xml.element(
                element,
                content,
                "name",
                name,
                "tests",
                String.valueOf(results.size() + expired),
                "failures",
                String.valueOf(count(results, CheckOutcome.DRIFTED) + expired),
                "errors",
                String.valueOf(count(results, CheckOutcome.UNDECIDED)),
                "skipped",
                String.valueOf(count(results, CheckOutcome.NOT_CHECKED) + count(results, CheckOutcome.KNOWN)),
                "time",
                seconds(duration));
    }

    private void expired(KnownDrift entry) {
        xml.element(
                "testcase",
                () -> xml.element("failure", "", "type", "expired", "message", entry.note()),
                "classname",
                "pixverse." + KNOWN_DRIFT,
                "name",
                entry.subject(),
                "time",
                seconds(Duration.ZERO));
        xml.lineBreak();
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
            case DRIFTED -> xml.element("failure", details(result), "type", "drift", "message", reason(result));
            case UNDECIDED -> xml.element("error", details(result), "type", "undecided", "message", reason(result));
            case NOT_CHECKED, KNOWN -> xml.element("skipped", "", "message", reason(result));
            case HOLDS -> {}
        }
    }

    private String reason(CheckResult result) {
        return String.join("; ", report.problems(result));
    }

    private static String details(CheckResult result) {
        return result.check().description() + "\nexpected: "
                + result.check().kind().expected() + "\nactual: " + result.response() + "\n";
    }

    private static long count(List<CheckResult> results, CheckOutcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    private static Duration sum(List<CheckResult> results) {
        return results.stream().map(CheckResult::duration).reduce(Duration.ZERO, Duration::plus);
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).toPlainString();
    }
}

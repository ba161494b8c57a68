package io.github.pixverseopenapi.contract.verify.report;

import io.github.pixverseopenapi.contract.verify.Check;
import io.github.pixverseopenapi.contract.verify.CheckOutcome;
import io.github.pixverseopenapi.contract.verify.CheckResult;
import io.github.pixverseopenapi.contract.verify.Formats;
import io.github.pixverseopenapi.contract.verify.KnownDrift;
import io.github.pixverseopenapi.contract.verify.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Renders a report as one self-contained HTML page without scripts, fonts and other files. The page is well-formed XML.
 */
public final class HtmlReport {

    private static final String STYLE = "report.css";

    private final Report report;
    private final Xml page = new Xml();

    private HtmlReport(Report report) {
        this.report = report;
    }

    /** Renders a report. */
    public static String of(Report report) {
        return new HtmlReport(report).render();
    }

    private String render() {
        page.raw("<!DOCTYPE html>\n")
                .element(
                        "html",
                        () -> {
                            head();
                            page.element("body", this::body);
                        },
                        "xmlns",
                        "http://www.w3.org/1999/xhtml",
                        "lang",
                        "en");
        return page.lineBreak().toString();
    }

    private void head() {
        page.element(
                "head",
                () -> page.empty("meta", "charset", "utf-8")
                        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                        .empty(
                                "meta",
                                "http-equiv",
                                "Content-Security-Policy",
                                "content",
                                "default-src 'none'; style-src 'unsafe-inline'")
                        .element("title", report.verdict() + " " + Report.TITLE)
                        .element("style", style()));
    }

    private void body() {
        page.element(
                "header",
                () -> page.element("h1", Report.TITLE)
                        .element(
                                "p",
                                report.target() + ", " + report.start() + ", duration "
                                        + Formats.seconds(report.duration()),
                                "class",
                                "soft"));
        String cssClass = switch (report.exitCode()) {
            case Report.DRIFT -> "drifted";
            case Report.ALL_GOOD -> "holds";
            default -> "undecided";
        };
        page.element(
                "div",
                () -> {
                    page.element("p", () -> page.element("strong", report.verdict()));
                    list(CheckOutcome.DRIFTED);
                    list(CheckOutcome.KNOWN);
                    list(CheckOutcome.UNDECIDED);
                    entries(
                            "Expired entries of known drift",
                            report.knownDrift().expired());
                    entries("Unused entries of known drift", report.knownDrift().unused());
                    page.element("p", report.costs(), "class", "soft");
                },
                "class",
                "verdict " + cssClass,
                "role",
                "status");
        page.element("main", () -> report.bySubject().forEach(this::card));
        page.element(
                "footer",
                "Expectations come from the OpenAPI document of this project, which is independent of the"
                        + " service's owner. The API key is redacted.");
    }

    /** Lists the results that require attention. */
    private void list(CheckOutcome outcome) {
        if (report.count(outcome) > 0) {
            page.element(
                    "ul",
                    () -> report.of(outcome)
                            .forEach(result -> page.element(
                                    "li", result.check().name() + ": " + String.join("; ", report.problems(result)))));
        }
    }

    private void entries(String heading, List<KnownDrift> entries) {
        if (!entries.isEmpty()) {
            page.element("p", heading);
            page.element(
                    "ul",
                    () -> entries.forEach(entry -> page.element("li", entry.subject() + " (" + entry.note() + ")")));
        }
    }

    private void card(String subject, List<CheckResult> results) {
        page.element(
                "section",
                () -> {
                    page.element("h2", subject.equals(Check.SERVICE) ? "The service as a whole" : subject);
                    results.get(0)
                            .check()
                            .operation()
                            .ifPresent(operation -> page.element(
                                    "p", () -> page.element("code", operation.method() + " " + operation.path())));
                    page.element("ul", () -> results.forEach(this::check), "class", "checks");
                },
                "class",
                "card");
        page.lineBreak();
    }

    private void check(CheckResult result) {
        page.element("li", () -> {
            page.element(
                    "div",
                    () -> {
                        page.element("span", label(result.outcome()), "class", "mark " + cssClass(result.outcome()));
                        page.element("b", result.check().kind().id());
                        page.element("span", remark(result), "class", "soft");
                    },
                    "class",
                    "check");
            if (result.outcome() != CheckOutcome.HOLDS && result.outcome() != CheckOutcome.NOT_CHECKED) {
                page.element("div", () -> details(result), "class", "details");
            }
        });
    }

    private static String remark(CheckResult result) {
        return switch (result.outcome()) {
            case NOT_CHECKED -> result.reason();
            case HOLDS ->
                result.check().description() + ": " + result.check().kind().expected();
            default -> result.check().description();
        };
    }

    private void details(CheckResult result) {
        page.element("ul", () -> report.problems(result).forEach(problem -> page.element("li", problem)));
        page.element("dl", () -> {
            page.element("dt", "expected");
            page.element("dd", () -> page.element("code", result.check().kind().expected()));
            page.element("dt", "actual");
            page.element("dd", () -> page.element("code", result.response()));
        });
    }

    private static String label(CheckOutcome outcome) {
        return switch (outcome) {
            case HOLDS -> "holds";
            case DRIFTED -> "drifted";
            case KNOWN -> "known drift";
            case UNDECIDED -> "undecided";
            case NOT_CHECKED -> "not checked";
        };
    }

    private static String cssClass(CheckOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String style() {
        try (InputStream file = HtmlReport.class.getResourceAsStream(STYLE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

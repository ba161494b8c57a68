package io.github.pixverseopenapi.contract.verify.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.SampleReport;
import io.github.pixverseopenapi.contract.verify.KnownDrift;
import io.github.pixverseopenapi.contract.verify.Report;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How known drift, expired entries and unused entries look in each report. */
@Tag("pit-verify")
class KnownDriftInReportsTest {

    private static final List<KnownDrift> NEITHER = List.of();

    @Test
    void text_listsKnownDriftThenExpiredAndUnusedEntries() {
        assertThat(TextReport.of(SampleReport.ofKnownDrift(), false).lines().skip(2))
                .containsExactly(
                        "             no-key  wrong-key  wrong-method  missing-field  bad-value  video",
                        "textToVideo  known   ok",
                        "",
                        "KNOWN  textToVideo no-key: POST /v1/pixverse-text2video without a key, with an empty object",
                        "  - status must be 401, but was 418 (known until 2026-03-04: reported & open)",
                        "  - error must be a text & more (known until 2026-03-05: reported & open)",
                        "  expected  401 application/json with a text \"error\"",
                        "  actual    418 text/plain <teapot>",
                        "",
                        "Expired entries of known drift",
                        "  textToVideo wrong-key: status must be <401> (known until 2026-03-03: reported & open)",
                        "",
                        "Unused entries of known drift, which may be removed",
                        "  textToVideo wrong-method: status must be 405, but was 404 (known until 2027-01-31: reported & open)",
                        "",
                        "Without a key and a budget: no billable request was sent.",
                        "Drift: 1 known, 1 expired entry of known drift, 1 hold, 0 not checked.");
        assertThat(TextReport.of(SampleReport.ofKnownDrift(), true))
                .contains("\u001b[33mknown\u001b[0m", "\u001b[33mKNOWN\u001b[0m");
    }

    @Test
    void markdown_listsTheSameEscaped() {
        assertThat(MarkdownReport.of(SampleReport.ofKnownDrift()).lines())
                .contains("| textToVideo | ⚠️ known | ✅ |", "### Known drift")
                .containsSequence(
                        "### Expired entries of known drift",
                        "",
                        "- textToVideo wrong-key&#58; status must be &#60;401&#62; (known until 2026-03-03&#58; reported &#38; open)",
                        "",
                        "### Unused entries of known drift, which may be removed",
                        "",
                        "- textToVideo wrong-method&#58; status must be 405, but was 404 (known until 2027-01-31&#58; reported &#38; open)",
                        "");
    }

    @Test
    void html_listsTheSameEscaped() {
        assertThat(HtmlReport.of(SampleReport.ofKnownDrift()))
                .contains(
                        "<div class=\"verdict drifted\"",
                        "<ul><li>textToVideo no-key: status must be 401, but was 418 (known until 2026-03-04: reported &amp; open);"
                                + " error must be a text &amp; more (known until 2026-03-05: reported &amp; open)</li></ul>",
                        "<p>Expired entries of known drift</p><ul><li>textToVideo wrong-key: status must be &lt;401&gt; (known"
                                + " until 2026-03-03: reported &amp; open)</li></ul>",
                        "<p>Unused entries of known drift</p><ul><li>textToVideo wrong-method: status must be 405, but was 404"
                                + " (known until 2027-01-31: reported &amp; open)</li></ul>",
                        "<span class=\"mark known\">known drift</span>",
                        "<div class=\"details\"><ul><li>status must be 401, but was 418 (known until ");
    }

    @Test
    void junit_skipsKnownDriftAndFailsForExpiredEntries() {
        assertThat(JunitReport.of(SampleReport.ofKnownDrift()).lines().skip(1))
                .containsExactly(
                        "<testsuites name=\"PixVerse contract\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\" time=\"61.249\">",
                        "<testsuite name=\"textToVideo\" tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"1\" time=\"1.257\">",
                        "<testcase classname=\"pixverse.textToVideo\" name=\"no-key\" time=\"1.250\"><skipped message=\"status must be"
                                + " 401, but was 418 (known until 2026-03-04: reported &amp; open); error must be a text &amp; more (known"
                                + " until 2026-03-05: reported &amp; open)\"></skipped></testcase>",
                        "<testcase classname=\"pixverse.textToVideo\" name=\"wrong-method\" time=\"0.007\"></testcase>",
                        "</testsuite>",
                        "<testsuite name=\"known-drift\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\" time=\"0.000\">",
                        "<testcase classname=\"pixverse.known-drift\" name=\"textToVideo wrong-key: status must be &lt;401&gt;\""
                                + " time=\"0.000\"><failure type=\"expired\" message=\"known until 2026-03-03: reported &amp; open\">"
                                + "</failure></testcase>",
                        "</testsuite>",
                        "</testsuites>");
    }

    @Test
    void reports_withoutAKnownDriftFile_doNotMentionIt() {
        Report report = SampleReport.report(Optional.empty(), false, SampleReport.holds());

        assertThat(report.knownDrift().applied()).isEqualTo(NEITHER);
        assertThat(List.of(
                        TextReport.of(report, false),
                        MarkdownReport.of(report),
                        HtmlReport.of(report).replaceAll("(?s)<style>.*</style>", ""),
                        JunitReport.of(report)))
                .allSatisfy(text -> assertThat(text).doesNotContainIgnoringCase("known"));
    }
}

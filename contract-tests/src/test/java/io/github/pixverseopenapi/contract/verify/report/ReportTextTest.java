package io.github.pixverseopenapi.contract.verify.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.SampleReport;
import io.github.pixverseopenapi.contract.verify.Check;
import io.github.pixverseopenapi.contract.verify.CheckKind;
import io.github.pixverseopenapi.contract.verify.CheckOutcome;
import io.github.pixverseopenapi.contract.verify.CheckResult;
import io.github.pixverseopenapi.contract.verify.Report;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every character of the report for the terminal, and the sentences that all reports share. */
@Tag("pit-verify")
class ReportTextTest {

    private static final Optional<BigDecimal> BUDGET = Optional.of(new BigDecimal("5"));

    @Test
    void text_eachOutcome_isTableThenDetailsThenVerdict() {
        assertThat(TextReport.of(SampleReport.ofAllOutcomes(), false).lines().toList())
                .containsExactly(
                        "PixVerse contract at https://api.example.com",
                        "",
                        "              no-key  wrong-key  wrong-method  missing-field  bad-value  video",
                        "textToVideo   DRIFT   ok",
                        "imageToVideo  ?",
                        "service       credits: -",
                        "",
                        "DRIFT  textToVideo no-key: POST /v1/pixverse-text2video without a key, with an empty object",
                        "  - status must be 401, but was 418",
                        "  - error must be a text & more",
                        "  expected  401 application/json with a text \"error\"",
                        "  actual    418 text/plain <teapot>",
                        "",
                        "UNDECIDED  imageToVideo video: POST /v1/pixverse-image2video with the key, with the document's example",
                        "  - rate limit exceeded; retry later",
                        "  expected  200 video/mp4",
                        "  actual    429 (empty)",
                        "",
                        "Not checked",
                        "  credits: requires a key: set SEGMIND_API_KEY or --key-file FILE",
                        "",
                        "Requests that may be billed count as $3.16 of a budget of $5.00. Where no price is published, the"
                                + " highest published price is assumed.",
                        "Drift: 1 drifted, 1 undecided, 1 hold, 1 not checked.");
    }

    @Test
    void text_inColours_paintsMarksHeadingsAndVerdict() {
        assertThat(TextReport.of(SampleReport.ofAllOutcomes(), true).lines().filter(line -> line.contains("\u001b")))
                .containsExactly(
                        "textToVideo   \u001b[1;31mDRIFT\u001b[0m   \u001b[32mok\u001b[0m",
                        "imageToVideo  \u001b[33m?\u001b[0m",
                        "service       credits: \u001b[2m-\u001b[0m",
                        "\u001b[1;31mDRIFT\u001b[0m  textToVideo no-key: POST /v1/pixverse-text2video without a key,"
                                + " with an empty object",
                        "\u001b[33mUNDECIDED\u001b[0m  imageToVideo video: POST /v1/pixverse-image2video with the key,"
                                + " with the document's example",
                        "\u001b[1;31mDrift: 1 drifted, 1 undecided, 1 hold, 1 not checked.\u001b[0m");
    }

    @Test
    void text_everythingHolds_hasNoDetailsAndAGreenVerdict() {
        assertThat(TextReport.of(SampleReport.report(Optional.empty(), false, SampleReport.holds()), true)
                        .lines()
                        .toList())
                .containsExactly(
                        "PixVerse contract at https://api.example.com",
                        "",
                        "             no-key  wrong-key  wrong-method  missing-field  bad-value  video",
                        "textToVideo  \u001b[32mok\u001b[0m",
                        "",
                        "Without a key and a budget: no billable request was sent.",
                        "\u001b[32mAll good: 1 hold, 0 not checked.\u001b[0m");
    }

    @Test
    void verdict_undecidedWithoutDrift_isUndecidedAndExits2() {
        Report report = SampleReport.report(BUDGET, true, SampleReport.undecided(), SampleReport.notChecked());

        assertThat(report.verdict()).isEqualTo("Undecided: 1 undecided, 0 hold, 1 not checked.");
        assertThat(report.exitCode()).isEqualTo(Report.COULD_NOT_RUN).isEqualTo(2);
    }

    @Test
    void exitCode_driftBesideUndecided_is1() {
        assertThat(SampleReport.ofAllOutcomes().exitCode()).isEqualTo(1);
    }

    @Test
    void exitCode_onlyWhatWasNotChecked_is0() {
        Report report = SampleReport.report(BUDGET, true, SampleReport.notChecked());

        assertThat(report.exitCode()).isZero();
        assertThat(report.verdict()).isEqualTo("All good: 0 hold, 1 not checked.");
    }

    @Test
    void costs_keyWithoutBudget_reportsThatNothingWasBillable() {
        assertThat(SampleReport.report(Optional.empty(), true, SampleReport.holds())
                        .costs())
                .isEqualTo("With a key, without a budget: no billable request was sent.");
    }

    @ParameterizedTest
    @CsvSource({"VIDEO, imageToVideo, true", "VIDEO, textToVideo, false", "NO_KEY, imageToVideo, false"})
    void costs_billableCheckWithoutPublishedPrice_isMarkedAsAssumed(CheckKind kind, String operation, boolean assumed) {
        Check check = SampleReport.check(kind, operation);
        CheckResult sent = new CheckResult(check, CheckOutcome.HOLDS, List.of(), "", Duration.ZERO);

        assertThat(check.priceIsAssumed()).isEqualTo(assumed);
        assertThat(SampleReport.report(BUDGET, true, sent, SampleReport.notChecked())
                        .costs()
                        .contains("is assumed"))
                .isEqualTo(assumed);
    }

    @Test
    void costs_assumedPriceThatWasNotSent_isNotMentioned() {
        CheckResult left = CheckResult.notChecked(SampleReport.check(CheckKind.VIDEO, "imageToVideo"), "left out");

        assertThat(SampleReport.report(BUDGET, true, left).costs())
                .isEqualTo("Requests that may be billed count as $3.16 of a budget of $5.00.");
    }

    @Test
    void bySubject_serviceFirst_movesItToTheEnd() {
        Report report = SampleReport.report(
                BUDGET, true, SampleReport.notChecked(), SampleReport.undecided(), SampleReport.drifted());

        assertThat(report.bySubject().keySet()).containsExactly("imageToVideo", "textToVideo", "service");
    }

    @Test
    void names_someOfAKind_listsTheirOperations() {
        CheckResult one = CheckResult.notChecked(SampleReport.check(CheckKind.VIDEO, "textToVideo"), "left out");
        CheckResult other = CheckResult.notChecked(SampleReport.check(CheckKind.VIDEO, "extendV5Video"), "left out");
        CheckResult whole = CheckResult.notChecked(SampleReport.check(CheckKind.NO_KEY, "extendV5Video"), "left out");
        Report report = SampleReport.report(BUDGET, true, SampleReport.undecided(), one, other, whole);

        assertThat(report.names(List.of(one, other, whole))).isEqualTo("no-key, video (textToVideo, extendV5Video)");
        assertThat(report.notCheckedByReason()).containsOnlyKeys("left out");
    }
}

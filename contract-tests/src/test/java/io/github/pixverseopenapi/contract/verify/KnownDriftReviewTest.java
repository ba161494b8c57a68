package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.SampleReport;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the entries of a known-drift file do to a report. */
@Tag("pit-verify")
class KnownDriftReviewTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-04");
    private static final KnownDrift STATUS =
            SampleReport.entry("textToVideo no-key", "status must be 401, but was 418", "2026-03-04");
    private static final KnownDrift ERROR =
            SampleReport.entry("textToVideo no-key", "error must be a text & more", "2026-03-04");

    private static Report report() {
        return SampleReport.report(Optional.empty(), false, SampleReport.drifted(), SampleReport.holds());
    }

    @Test
    void drift_whoseProblemsAreAllKnown_isKnownAndDoesNotFail() {
        Report report = report().withKnownDrift(List.of(STATUS, ERROR), TODAY);

        assertThat(report.results())
                .extracting(CheckResult::outcome)
                .containsExactly(CheckOutcome.KNOWN, CheckOutcome.HOLDS);
        assertThat(report.knownDrift().applied()).containsExactly(STATUS, ERROR);
        assertThat(report.knownDrift().unused()).isEmpty();
        assertThat(report.exitCode()).isEqualTo(Report.ALL_GOOD);
        assertThat(report.verdict()).isEqualTo("All good: 1 known, 1 hold, 0 not checked.");
        assertThat(report.problems(report.results().get(0)))
                .containsExactly(
                        "status must be 401, but was 418 (known until 2026-03-04: reported & open)",
                        "error must be a text & more (known until 2026-03-04: reported & open)");
    }

    @Test
    void drift_withAProblemThatIsNotKnown_fails() {
        Report report = report().withKnownDrift(List.of(STATUS), TODAY);

        assertThat(report.results().get(0).outcome()).isEqualTo(CheckOutcome.DRIFTED);
        assertThat(report.exitCode()).isEqualTo(Report.DRIFT);
        assertThat(report.knownDrift().applied()).containsExactly(STATUS);
        assertThat(report.problems(report.results().get(0)))
                .containsExactly(
                        "status must be 401, but was 418 (known until 2026-03-04: reported & open)",
                        "error must be a text & more");
    }

    @ParameterizedTest
    @CsvSource({"2026-03-03, 0", "2026-03-04, 0", "2026-03-05, 1"})
    void drift_onTheDayAfterItsEntryExpires_fails(LocalDate today, int exitCode) {
        Report report = report().withKnownDrift(List.of(STATUS, ERROR), today);

        assertThat(report.exitCode()).isEqualTo(exitCode);
        assertThat(report.knownDrift().expired()).hasSize(exitCode * 2);
    }

    @Test
    void entry_expired_failsEvenIfNothingDrifted() {
        Report report = SampleReport.report(Optional.empty(), false, SampleReport.holds())
                .withKnownDrift(List.of(STATUS), TODAY.plusDays(1));

        assertThat(report.exitCode()).isEqualTo(Report.DRIFT);
        assertThat(report.verdict()).isEqualTo("Drift: 1 expired entry of known drift, 1 hold, 0 not checked.");
        assertThat(report.knownDrift().unused()).isEmpty();
    }

    @Test
    void entry_withoutItsProblem_isUnusedOnlyIfTheCheckRan() {
        KnownDrift ofHolding = SampleReport.entry("textToVideo wrong-method", "anything", "2027-01-01");
        KnownDrift ofDrifted = SampleReport.entry("textToVideo no-key", "another problem", "2027-01-01");
        KnownDrift ofUndecided =
                SampleReport.entry("imageToVideo video", "rate limit exceeded; retry later", "2027-01-01");
        KnownDrift ofNotChecked = SampleReport.entry("credits", "anything", "2027-01-01");

        KnownDriftReview review = SampleReport.ofAllOutcomes()
                .withKnownDrift(List.of(ofHolding, ofDrifted, ofUndecided, ofNotChecked), TODAY)
                .knownDrift();

        assertThat(review.unused()).containsExactly(ofHolding, ofDrifted);
        assertThat(review.applied()).isEmpty();
        assertThat(review.expired()).isEmpty();
    }

    @Test
    void entry_ofAnotherCheckWithTheSameProblem_coversNothing() {
        KnownDrift other = SampleReport.entry("textToVideo wrong-key", STATUS.problem(), "2027-01-01");

        Report report = report().withKnownDrift(List.of(other, ERROR), TODAY);

        assertThat(report.exitCode()).isEqualTo(Report.DRIFT);
        assertThat(report.problems(report.results().get(0))).contains(STATUS.problem());
    }

    @Test
    void undecided_besideKnownDrift_exits2() {
        Report report = SampleReport.report(Optional.empty(), false, SampleReport.drifted(), SampleReport.undecided())
                .withKnownDrift(List.of(STATUS, ERROR), TODAY);

        assertThat(report.exitCode()).isEqualTo(Report.COULD_NOT_RUN);
        assertThat(report.verdict()).isEqualTo("Undecided: 1 undecided, 1 known, 0 hold, 0 not checked.");
    }
}

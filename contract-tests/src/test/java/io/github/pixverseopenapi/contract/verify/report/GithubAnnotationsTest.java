package io.github.pixverseopenapi.contract.verify.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.SampleReport;
import io.github.pixverseopenapi.contract.verify.CheckKind;
import io.github.pixverseopenapi.contract.verify.CheckOutcome;
import io.github.pixverseopenapi.contract.verify.CheckResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-verify")
class GithubAnnotationsTest {

    @Test
    void annotations_ofEachOutcome_areErrorsAndWarnings() {
        assertThat(GithubAnnotations.of(SampleReport.ofAllOutcomes()).lines())
                .containsExactly(
                        "::error title=Drift%3A textToVideo no-key::status must be 401, but was 418%0Aerror must be a text & more"
                                + "%0Aexpected 401 application/json with a text \"error\"%0Aactual 418 text/plain <teapot>",
                        "::warning title=Undecided%3A imageToVideo video::rate limit exceeded; retry later"
                                + "%0Aexpected 200 video/mp4%0Aactual 429 (empty)");
    }

    @Test
    void annotations_ofKnownDrift_areNoticesUnlessExpired() {
        assertThat(GithubAnnotations.of(SampleReport.ofKnownDrift()).lines())
                .hasSize(3)
                .startsWith(
                        "::error title=Expired entry of known drift::textToVideo wrong-key: status must be <401> (known until"
                                + " 2026-03-03: reported & open)",
                        "::warning title=Unused entry of known drift::textToVideo wrong-method: status must be 405, but was 404"
                                + " (known until 2027-01-31: reported & open)")
                .last()
                .asString()
                .startsWith(
                        "::notice title=Known drift%3A textToVideo no-key::status must be 401, but was 418 (known until ");
    }

    @Test
    void annotations_ofAHostileResponse_areOneCommandEach() {
        CheckResult drifted = new CheckResult(
                SampleReport.check(CheckKind.NO_KEY, "textToVideo"),
                CheckOutcome.DRIFTED,
                List.of("status must be 401\n::set-env name=A::B", "100%0A\r"),
                "",
                Duration.ZERO);

        assertThat(GithubAnnotations.of(SampleReport.report(Optional.empty(), false, drifted)))
                .isEqualTo(
                        "::error title=Drift%3A textToVideo no-key::status must be 401%0A::set-env name=A::B%0A100%250A%0D"
                                + "%0Aexpected 401 application/json with a text \"error\"%0Aactual \n");
    }

    @Test
    void annotations_whenEverythingHolds_areNone() {
        assertThat(GithubAnnotations.of(SampleReport.report(Optional.empty(), false, SampleReport.holds())))
                .isEmpty();
    }
}

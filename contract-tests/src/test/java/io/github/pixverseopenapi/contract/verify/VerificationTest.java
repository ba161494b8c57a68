package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.FiveOperations;
import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The requests that short runs send. */
@Tag("pit-verify")
@ExtendWith(SandboxExtension.class)
class VerificationTest {

    private final ApiDocument document = FiveOperations.DOCUMENT;
    private final List<String> messages = new ArrayList<>();
    private final Sandbox sandbox;

    VerificationTest(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Test
    void run_withinTheBudget_reportsEachBillableRequestAndCountsIt() {
        Report report = run("2.5", "no-key", "bad-value", "video", "textToVideo");

        assertThat(report.of(CheckOutcome.HOLDS))
                .extracting(result -> result.check().name())
                .containsExactly("textToVideo no-key", "textToVideo bad-value", "textToVideo video");
        assertThat(messages)
                .containsExactly(
                        "sending textToVideo bad-value, counted as $1.00, $1.50 of the budget remaining",
                        "sending textToVideo video, counted as $1.00, $0.50 of the budget remaining");
        assertThat(report.countedUsd()).isEqualByComparingTo("2");
        assertThat(report.budgetUsd()).hasValue(new BigDecimal("2.5"));
        assertThat(report.withKey()).isTrue();
        assertThat(report.target()).isEqualTo(sandbox.baseUrl());
        assertThat(report.results()).hasSize(32);
        assertThat(sandbox.journal()).hasSize(3);
    }

    @Test
    void run_start_isInWholeSecondsAndTheDurationIsThatOfTheRun() {
        Instant before = Instant.now().minusSeconds(1);
        long nanos = System.nanoTime();
        Report report = run(null, "credits");

        assertThat(report.duration()).isPositive().isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - nanos));
        assertThat(report.start()).isBetween(before, Instant.now());
        assertThat(report.start()).isEqualTo(report.start().truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void run_nothingPlanned_reportsTheReason() {
        assertThatThrownBy(() -> run(null, "video", "textToVideo"))
                .isInstanceOf(CouldNotRunException.class)
                .hasMessage("There is nothing to check: may be billed; requires --budget USD");
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void run_nothingSelected_reportsIt() {
        CheckPlan empty = new CheckPlan(List.of(), BigDecimal.ZERO);

        assertThatThrownBy(() ->
                        new Verification(document, options(null, CheckSelection.all()), empty, messages::add).run())
                .isInstanceOf(CouldNotRunException.class)
                .hasMessage("There is nothing to check: no check was selected");
    }

    @Test
    void run_keyThatIsRejected_isNotSentAgain() {
        sandbox.respondWith("textToVideo", StubResponse.json(401, "{\"error\":\"No.\"}"));
        Report report = run("5", "bad-value", "video", "textToVideo");

        assertThat(report.of(CheckOutcome.UNDECIDED))
                .extracting(CheckResult::reason)
                .containsExactly("the service rejected the key");
        assertThat(report.of(CheckOutcome.NOT_CHECKED))
                .extracting(CheckResult::reason)
                .containsOnlyOnce("the service rejected the key before");
        assertThat(sandbox.journal()).hasSize(1);
        assertThat(report.countedUsd()).isEqualByComparingTo("1");
    }

    @Test
    void run_anotherApiBeforeAPaidRequest_receivesNone() {
        sandbox.respondWith("textToVideo", StubResponse.html(401, "<p>Log in</p>"));

        assertThatThrownBy(() -> run("5", "no-key", "video", "textToVideo"))
                .isInstanceOf(CouldNotRunException.class)
                .hasMessageStartingWith(
                        "The server at " + sandbox.baseUrl() + " is not this API: the response to POST ");
        assertThat(sandbox.journal()).hasSize(1);
        assertThat(messages).isEmpty();
    }

    @Test
    void run_anotherApiUntilTheEnd_throws() {
        sandbox.respondWith("textToVideo", StubResponse.html(401, "<p>Log in</p>"));

        assertThatThrownBy(() -> run(null, "no-key", "textToVideo"))
                .isInstanceOf(CouldNotRunException.class)
                .hasMessageEndingWith(" was 401 text/html <p>Log in</p>");
    }

    @Test
    void run_noResponseAtFirst_endsTheRun() {
        sandbox.respondWith("textToVideo", StubResponse.fault(Fault.EMPTY_RESPONSE));

        assertThatThrownBy(() -> run(null, "no-key", "wrong-key", "textToVideo"))
                .isInstanceOf(CouldNotRunException.class)
                .hasMessageStartingWith(sandbox.baseUrl() + " cannot be checked: connection failed: ")
                .hasCauseInstanceOf(NoResponseException.class);
        assertThat(sandbox.journal()).hasSize(1);
    }

    @Test
    void run_noResponseLater_isUndecided() {
        sandbox.respondWith("textToVideo", StubResponse.json(401, "{\"error\":\"No.\"}"));
        sandbox.respondWith("textToVideo", StubResponse.fault(Fault.EMPTY_RESPONSE));
        Report report = run(null, "no-key", "wrong-key", "textToVideo");

        assertThat(report.of(CheckOutcome.UNDECIDED))
                .singleElement()
                .satisfies(result -> assertThat(result.reason()).startsWith("connection failed: "));
        assertThat(report.count(CheckOutcome.HOLDS)).isEqualTo(1);
    }

    @Test
    void run_costBeyondThePrice_leavesLessForTheRest() {
        sandbox.respondWith(
                "textToVideo", StubResponse.json(400, "{\"error\":\"No.\"}").withHeader("x-cost", "1.60"));
        Report report = run("2.5", "bad-value", "video", "textToVideo");

        assertThat(report.countedUsd()).isEqualByComparingTo("1.6");
        assertThat(report.of(CheckOutcome.NOT_CHECKED))
                .extracting(CheckResult::reason)
                .contains("costs more than the remaining $0.90 of the budget of $2.50");
        assertThat(sandbox.journal()).extracting(JournalEntry::toString).hasSize(1);
    }

    private Report run(String budget, String... only) {
        VerifyOptions options = options(budget, CheckSelection.of(List.of(only), document));
        return new Verification(document, options, CheckPlan.of(document, options), messages::add).run();
    }

    private VerifyOptions options(String budget, CheckSelection selection) {
        return new VerifyOptions(
                VerifyTarget.of(sandbox.baseUrl()),
                Optional.of(ServiceApiKey.fromVariable("K", Map.of("K", sandbox.apiKey()))),
                Optional.ofNullable(budget).map(BigDecimal::new),
                selection,
                Map.of(),
                Optional.empty());
    }
}

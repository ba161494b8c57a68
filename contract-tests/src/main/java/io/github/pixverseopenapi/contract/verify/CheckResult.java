package io.github.pixverseopenapi.contract.verify;

import java.time.Duration;
import java.util.List;

/**
 * The result of a check. Contains no API key.
 *
 * @param check the check
 * @param outcome the outcome
 * @param problems the deviations, or the reason why the check is undecided or was not sent; empty when it holds
 * @param response the summary of the response; empty when no request was sent
 * @param duration the time from sending to the last byte; zero without a response
 */
public record CheckResult(
        Check check, CheckOutcome outcome, List<String> problems, String response, Duration duration) {

    /** Copies the list. */
    public CheckResult {
        problems = List.copyOf(problems);
    }

    /** The result of a check that was not sent. */
    public static CheckResult notChecked(Check check, String reason) {
        return new CheckResult(check, CheckOutcome.NOT_CHECKED, List.of(reason), "", Duration.ZERO);
    }

    static CheckResult noResponse(Check check, String reason) {
        String billing = check.kind().isBillable() ? "; the job may run and be billed" : "";
        return new CheckResult(
                check, CheckOutcome.UNDECIDED, List.of(reason + billing), "incomplete response", Duration.ZERO);
    }

    static CheckResult of(Check check, CheckOutcome outcome, List<String> problems, ProbeResponse response) {
        return new CheckResult(check, outcome, problems, response.summary(), response.duration());
    }

    CheckResult withOutcome(CheckOutcome other) {
        return new CheckResult(check, other, problems, response, duration);
    }

    /** The problems in one line. */
    public String reason() {
        return String.join("; ", problems);
    }
}

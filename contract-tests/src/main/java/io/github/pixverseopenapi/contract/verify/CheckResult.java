package io.github.pixverseopenapi.contract.verify;

import java.time.Duration;
import java.util.List;

/**
 * What came of one check. No text in it holds the key.
 *
 * @param check the check
 * @param outcome how it ended
 * @param problems what drifted, or the one reason why it is undecided or was not checked; empty when it holds
 * @param got what came back, in words; empty when nothing was sent
 * @param took from sending to the last byte; zero when there was no answer
 */
public record CheckResult(Check check, CheckOutcome outcome, List<String> problems, String got, Duration took) {

    /** Copies the list. */
    public CheckResult {
        problems = List.copyOf(problems);
    }

    /** A check that was not made. */
    public static CheckResult notChecked(Check check, String reason) {
        return new CheckResult(check, CheckOutcome.NOT_CHECKED, List.of(reason), "", Duration.ZERO);
    }

    static CheckResult noAnswer(Check check, String reason) {
        String bill = check.kind().billable() ? "; the job may run and be billed" : "";
        return new CheckResult(check, CheckOutcome.UNDECIDED, List.of(reason + bill), "no whole answer", Duration.ZERO);
    }

    static CheckResult of(Check check, CheckOutcome outcome, List<String> problems, ProbeResponse reply) {
        return new CheckResult(check, outcome, problems, reply.shown(), reply.took());
    }

    /** The problems in one line. */
    public String reason() {
        return String.join("; ", problems);
    }
}

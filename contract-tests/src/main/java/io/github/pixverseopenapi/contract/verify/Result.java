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
record Result(Check check, Outcome outcome, List<String> problems, String got, Duration took) {

    Result {
        problems = List.copyOf(problems);
    }

    static Result notChecked(Check check, String reason) {
        return new Result(check, Outcome.NOT_CHECKED, List.of(reason), "", Duration.ZERO);
    }

    static Result noAnswer(Check check, String reason) {
        String bill = check.kind().billable() ? "; the job may run and be billed" : "";
        return new Result(check, Outcome.UNDECIDED, List.of(reason + bill), "no whole answer", Duration.ZERO);
    }

    static Result of(Check check, Outcome outcome, List<String> problems, Reply reply) {
        return new Result(check, outcome, problems, reply.shown(), reply.took());
    }

    String reason() {
        return String.join("; ", problems);
    }
}

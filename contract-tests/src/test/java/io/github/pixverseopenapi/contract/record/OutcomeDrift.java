package io.github.pixverseopenapi.contract.record;

import java.util.Optional;

/** Compares the outcome of a call with its recording. */
final class OutcomeDrift {

    private OutcomeDrift() {}

    /** The difference in what is the same for each call; empty if there is none. */
    static Optional<String> between(Recording recorded, Recording now) {
        String before = describe(recorded.outcome());
        String after = describe(now.outcome());
        return before.equals(after)
                ? Optional.empty()
                : Optional.of(recorded + ": " + before + " was recorded, now it is " + after);
    }

    private static String describe(RecordedOutcome outcome) {
        return outcome.result() + " with status " + outcome.status() + ", " + outcome.billing();
    }
}

package io.github.pixverseopenapi.contract.record;

import java.util.Optional;

/** How a call ended otherwise than its recording has it. */
final class OutcomeDrift {

    private OutcomeDrift() {}

    /** Compares what does not differ from call to call; empty when that is the same. */
    static Optional<String> between(Recording recorded, Recording now) {
        String before = ending(recorded.outcome());
        String after = ending(now.outcome());
        return before.equals(after)
                ? Optional.empty()
                : Optional.of(recorded + ": " + before + " was recorded, now it is " + after);
    }

    private static String ending(RecordedOutcome outcome) {
        return outcome.result() + " with status " + outcome.status() + ", " + outcome.billing();
    }
}

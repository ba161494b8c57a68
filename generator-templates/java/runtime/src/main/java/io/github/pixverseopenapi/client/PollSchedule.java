package io.github.pixverseopenapi.client;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** The delays between polls: from one second to ten, with jitter. */
final class PollSchedule {
    private static final double FIRST_MILLIS = 1_000;
    private static final double MAX_MILLIS = 10_000;
    private static final double GROWTH = 1.5;

    private final DoubleSupplier random;
    private double nextMillis = FIRST_MILLIS;

    /** @param random between 0 and 1 */
    PollSchedule(DoubleSupplier random) {
        this.random = random;
    }

    /** The next delay: between 80% and all of its step, so that many jobs do not ask at the same moment. */
    Duration next() {
        double millis = nextMillis * (0.8 + random.getAsDouble() / 5);
        nextMillis = Math.min(MAX_MILLIS, nextMillis * GROWTH);
        return Duration.ofMillis((long) millis);
    }
}

package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.contract.client.Calls.Style;
import io.github.pixverseopenapi.contract.sandbox.Answer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one call is to be. Made from the seed and the call's number alone, so that a seed gives the same plans again;
 * which call takes which of the prepared answers depends on who comes first.
 *
 * @param number tells its requests apart from all others
 * @param answers prepared for its operation before it is made
 * @param limit its time limit
 * @param reading what is done with its video
 * @param givenUpAfter when it is cancelled (async) or its thread interrupted (blocking); null for never
 */
record Plan(
        int number,
        Operation operation,
        Style style,
        List<Answer> answers,
        Duration limit,
        Reading reading,
        Duration givenUpAfter) {

    private static final int LATEST_MICROS = 40_000;

    /** A plan with anything in it. */
    static Plan random(long seed, int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        return new Plan(
                number,
                any(random, Operation.values()),
                any(random, Style.values()),
                new RandomAnswers(random).next(),
                limit(random),
                any(random, Reading.values()),
                random.nextInt(100) < Soak.percentAbandoned()
                        ? Duration.ofNanos(random.nextInt(LATEST_MICROS) * 1_000L)
                        : null);
    }

    /** A call that takes whatever answer is next, and reads all it gets. */
    static Plan plain(int number, Operation operation) {
        return new Plan(
                number, operation, Style.BLOCKING, List.of(), Duration.ofSeconds(2), Reading.IN_MEMORY, null);
    }

    /** Mostly short, because a stalled call lasts as long. A few are long: their alarms must not outlive them. */
    private static Duration limit(SplittableRandom random) {
        return random.nextInt(100) < 4
                ? Duration.ofSeconds(10)
                : Duration.ofMillis(700 + random.nextInt(1_800));
    }

    private static <T> T any(SplittableRandom random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}

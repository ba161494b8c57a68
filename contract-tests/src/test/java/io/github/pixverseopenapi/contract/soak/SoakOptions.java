package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.contract.document.Message;
import java.util.concurrent.ThreadLocalRandom;

/** The options and the progress log. */
final class SoakOptions {
    private static final String SEED = "pixverse.soak.seed";
    private static final String CALLS = "pixverse.soak.calls";
    private static final String ABANDONED = "pixverse.soak.abandoned";
    private static final int DEFAULT_CALLS = 20_000;
    /** With fewer, chance decides whether each kind of outcome occurs. */
    private static final int MIN_CALLS = 1_000;

    private static final int DEFAULT_PERCENT_ABANDONED = 15;

    private SoakOptions() {}

    /** The seed that was set, or a random one. */
    static long seed() {
        return number(SEED, ThreadLocalRandom.current().nextLong(Integer.MAX_VALUE), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** How many calls to make. */
    static int calls() {
        return (int) number(CALLS, DEFAULT_CALLS, MIN_CALLS, Integer.MAX_VALUE);
    }

    /** Of how many calls in a hundred the thread is interrupted or the future completed by its caller. */
    static int percentAbandoned() {
        return (int) number(ABANDONED, DEFAULT_PERCENT_ABANDONED, 0, 100);
    }

    private static long number(String property, long fallback, long min, long max) {
        String value = System.getProperty(property);
        if (value == null) {
            return fallback;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the exception below.
        }
        throw new IllegalArgumentException(Message.of(property, "a whole number from " + min + " to " + max, value));
    }

    /** The options that reproduce the same plans. */
    static String again(long seed, int calls) {
        return "-D" + SEED + "=" + seed + " -D" + CALLS + "=" + calls + " -D" + ABANDONED + "=" + percentAbandoned();
    }

    @SuppressWarnings("AnnotateFormatMethod") // For Error Prone's annotations the tests would need one more dependency.
    static void log(String format, Object... values) {
        System.out.println("soak: " + String.format(format, values));
    }
}

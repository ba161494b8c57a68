package io.github.pixverseopenapi.contract.soak;

import java.util.concurrent.ThreadLocalRandom;

/** The options and the progress log. */
final class SoakOptions {
    private static final String SEED = "pixverse.soak.seed";
    private static final String CALLS = "pixverse.soak.calls";
    private static final String ABANDONED = "pixverse.soak.abandoned";
    private static final int DEFAULT_CALLS = 20_000;
    private static final int DEFAULT_PERCENT_ABANDONED = 15;

    private SoakOptions() {}

    /** The seed that was set, or a random one. */
    static long seed() {
        return Long.getLong(SEED, ThreadLocalRandom.current().nextLong(Integer.MAX_VALUE));
    }

    /** How many calls to make. */
    static int calls() {
        return Integer.getInteger(CALLS, DEFAULT_CALLS);
    }

    /** Of how many calls in a hundred the thread is interrupted or the future completed by its caller. */
    static int percentAbandoned() {
        return Integer.getInteger(ABANDONED, DEFAULT_PERCENT_ABANDONED);
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

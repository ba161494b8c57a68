package io.github.pixverseopenapi.contract.agreement;

/**
 * How many random requests, and which.
 *
 * @param seed {@code -Dpixverse.agreement.seed}: the same one gives the same requests; without it always the same,
 *     so that a build says the same of the same code
 * @param requests {@code -Dpixverse.agreement.requests}: how many are judged in memory; the sandbox judges each
 *     so-manieth of them
 */
record RandomSettings(long seed, int requests) {
    private static final long DEFAULT_SEED = 1;
    private static final int DEFAULT_REQUESTS = 5000;
    /** Not a multiple of the number of operations, so that each has its turn. */
    private static final int REQUESTS_TO_AN_HTTP_CALL = 11;

    static RandomSettings read() {
        return new RandomSettings(
                Long.getLong("pixverse.agreement.seed", DEFAULT_SEED),
                Integer.getInteger("pixverse.agreement.requests", DEFAULT_REQUESTS));
    }

    boolean overHttp(int index) {
        return index % REQUESTS_TO_AN_HTTP_CALL == 0;
    }
}

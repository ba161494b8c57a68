package io.github.pixverseopenapi.contract.agreement;

/**
 * How many random requests, and which.
 *
 * @param seed {@code -Dpixverse.agreement.seed}: the same one gives the same requests; another one each time
 *     otherwise
 * @param requests {@code -Dpixverse.agreement.requests}: how many are judged in memory; the sandbox judges each
 *     so-manieth of them
 */
record RandomSettings(long seed, int requests) {
    private static final int DEFAULT_REQUESTS = 5000;
    /** Not a multiple of the number of operations, so that each has its turn. */
    private static final int REQUESTS_TO_AN_HTTP_CALL = 11;

    static RandomSettings read() {
        Long seed = Long.getLong("pixverse.agreement.seed");
        return new RandomSettings(
                seed == null ? System.nanoTime() : seed,
                Integer.getInteger("pixverse.agreement.requests", DEFAULT_REQUESTS));
    }

    boolean overHttp(int index) {
        return index % REQUESTS_TO_AN_HTTP_CALL == 0;
    }
}

package io.github.pixverseopenapi.contract.agreement;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The number and the seed of random requests. By default a small fixed set, so that builds are reproducible; the
 * profile {@code agreement} sets many, and a new seed each time.
 *
 * @param seed {@code -Dpixverse.agreement.seed}, a number or {@code random}: the same one gives the same requests
 * @param requests {@code -Dpixverse.agreement.requests}: the number of requests that are validated in memory
 * @param http {@code -Dpixverse.agreement.http}: the number of these that the sandbox validates too; at most {@code
 *     requests}
 */
record AgreementOptions(long seed, int requests, int http) {
    private static final String SEED = "pixverse.agreement.seed";
    private static final String REQUESTS = "pixverse.agreement.requests";
    private static final String HTTP = "pixverse.agreement.http";

    AgreementOptions {
        if (http < 1 || http > requests) {
            throw new IllegalArgumentException(
                    HTTP + ": " + http + " is not allowed; must be from 1 to " + REQUESTS + ", which is " + requests);
        }
    }

    static AgreementOptions read() {
        String seed = System.getProperty(SEED, "1");
        return new AgreementOptions(
                seed.equals("random") ? ThreadLocalRandom.current().nextLong(Integer.MAX_VALUE) : Long.parseLong(seed),
                Integer.getInteger(REQUESTS, 4000),
                Integer.getInteger(HTTP, 1000));
    }

    /** Whether the sandbox validates the request of this number: {@link #http()} of them, evenly spread. */
    boolean overHttp(int number) {
        return (long) (number + 1) * http / requests > (long) number * http / requests;
    }

    /** The options that reproduce the same requests. */
    String again() {
        return "-D" + SEED + "=" + seed + " -D" + REQUESTS + "=" + requests + " -D" + HTTP + "=" + http;
    }
}

package io.github.pixverseopenapi.contract.agreement;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How many random requests, and which. Without any setting always the same few, so that a build says the same of the
 * same code; the profile {@code agreement} sets many, and a new seed each time.
 *
 * @param seed {@code -Dpixverse.agreement.seed}, a number or {@code random}: the same one gives the same requests
 * @param requests {@code -Dpixverse.agreement.requests}: how many are judged in memory
 * @param http {@code -Dpixverse.agreement.http}: how many of these the sandbox judges, too; not above the former
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

    /** Whether the sandbox is to judge the request of this number: {@link #http()} of them, evenly spread. */
    boolean overHttp(int number) {
        return (long) (number + 1) * http / requests > (long) number * http / requests;
    }

    /** What makes the same requests again. */
    String again() {
        return "-D" + SEED + "=" + seed + " -D" + REQUESTS + "=" + requests + " -D" + HTTP + "=" + http;
    }
}

package io.github.pixverseopenapi.contract.clients;

import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds the responses of the sandbox until all calls of a case have arrived, or until a timeout if they come one after
 * another.
 */
final class Rendezvous implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 15;
    private static final String SEED = "x-seed-value";

    private final CountDownLatch missing;
    private final Map<String, StubResponse> bySeed;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();

    /**
     * @param calls how many calls to wait for
     * @param bySeed the responses to the requests with certain seeds; the others get the sandbox's own
     */
    Rendezvous(int calls, Map<String, StubResponse> bySeed) {
        this.missing = new CountDownLatch(calls);
        this.bySeed = bySeed;
    }

    /** Waits for the other calls; returns the response to send. */
    StubResponse hold(StubResponse response) {
        atOnce.accumulateAndGet(held.incrementAndGet(), Math::max);
        missing.countDown();
        try {
            if (!missing.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held.decrementAndGet();
        }
        return bySeed.getOrDefault(seed(response), response);
    }

    /** The seed of the request, which the sandbox repeats in its response. */
    private static String seed(StubResponse response) {
        return String.join("", response.headers().getOrDefault(SEED, List.of()));
    }

    /** How many calls were held at the same time. */
    int atOnce() {
        return atOnce.get();
    }

    /** Lets all calls go, those that still come too. */
    @Override
    public void close() {
        while (missing.getCount() > 0) {
            missing.countDown();
        }
    }
}

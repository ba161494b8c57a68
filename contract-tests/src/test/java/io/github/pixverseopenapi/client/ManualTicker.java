package io.github.pixverseopenapi.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** A time in which waiting takes none: the clock for measuring jumps ahead instead, and the waits are kept. */
public final class ManualTicker extends Ticker {
    private final Clock clock;
    private final AtomicLong jumped = new AtomicLong();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    /** @param clock what time of day it is */
    public ManualTicker(Clock clock) {
        this.clock = clock;
    }

    /** Makes clients live in this time. */
    public PixverseClient.Builder of(PixverseClient.Builder builder) {
        return builder.ticker(this);
    }

    /** How long clients meant to wait, in order. */
    public List<Duration> waits() {
        return waits;
    }

    @Override
    Clock clock() {
        return clock;
    }

    @Override
    long nanos() {
        return System.nanoTime() + jumped.get();
    }

    @Override
    boolean await(CountDownLatch latch, Duration longest) {
        waits.add(longest);
        jumped.addAndGet(longest.toNanos());
        return latch.getCount() == 0;
    }
}

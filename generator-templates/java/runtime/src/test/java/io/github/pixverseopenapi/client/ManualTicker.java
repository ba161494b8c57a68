package io.github.pixverseopenapi.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that advances instead of sleeping, and records each sleep. */
public final class ManualTicker extends Ticker {
    private final Clock clock;
    private final AtomicLong jumped = new AtomicLong();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    /** @param clock what time of day it is */
    public ManualTicker(Clock clock) {
        this.clock = clock;
    }

    /** Makes clients use this clock. */
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

    @Override
    Future<?> schedule(ScheduledExecutorService scheduler, Runnable task, Duration delay) {
        waits.add(delay);
        jumped.addAndGet(delay.toNanos());
        return super.schedule(scheduler, task, Duration.ZERO);
    }
}

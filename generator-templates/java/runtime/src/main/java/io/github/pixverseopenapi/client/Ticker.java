package io.github.pixverseopenapi.client;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What time it is, and waiting; tests have one of their own. */
class Ticker {
    Clock clock() {
        return Clock.systemUTC();
    }

    /** For measuring, in nanoseconds from any start. */
    long nanos() {
        return System.nanoTime();
    }

    /** Waits, and returns true at once when the latch opens. */
    boolean await(CountDownLatch latch, Duration longest) throws InterruptedException {
        return latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs a task after a delay. */
    Future<?> schedule(ScheduledExecutorService scheduler, Runnable task, Duration delay) {
        return scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}

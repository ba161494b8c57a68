package io.github.pixverseopenapi.client;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs the last scheduled task when the test triggers it, cancelled or not. */
final class ManualScheduler extends ScheduledThreadPoolExecutor {
    private Runnable task;
    private Duration delay;
    private ScheduledFuture<?> scheduled;
    private int started;

    ManualScheduler() {
        super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long time, TimeUnit unit) {
        task = command;
        delay = Duration.ofNanos(unit.toNanos(time));
        started++;
        scheduled = super.schedule((Callable<Void>) () -> null, 1, TimeUnit.DAYS);
        return scheduled;
    }

    Runnable task() {
        return task;
    }

    Duration delay() {
        return delay;
    }

    int started() {
        return started;
    }

    boolean isCancelled() {
        return scheduled.isCancelled();
    }

    void fire() {
        task.run();
    }
}

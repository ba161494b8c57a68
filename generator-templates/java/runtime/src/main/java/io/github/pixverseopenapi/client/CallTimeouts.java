package io.github.pixverseopenapi.client;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The timeouts of one call. At most one runs at a time. */
final class CallTimeouts {
    private final ScheduledExecutorService scheduler;
    private final Executor executor;
    private final Duration timeout;
    private final @Nullable Duration queueTimeout;
    private @Nullable Future<?> task;

    /**
     * @param executor runs what a timeout does: it may call listeners of the user, which must not delay other timeouts
     * @param queueTimeout null: unlimited
     */
    CallTimeouts(
            ScheduledExecutorService scheduler, Executor executor, Duration timeout, @Nullable Duration queueTimeout) {
        this.scheduler = scheduler;
        this.executor = executor;
        this.timeout = timeout;
        this.queueTimeout = queueTimeout;
    }

    Duration timeout() {
        return timeout;
    }

    @Nullable
    Duration queueTimeout() {
        return queueTimeout;
    }

    IdleTimeout idle() {
        return new IdleTimeout(timeout);
    }

    synchronized void start(Duration delay, Runnable onTimeout) {
        stop();
        task = scheduler.schedule(() -> executor.execute(onTimeout), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized void stop() {
        if (task != null) {
            task.cancel(false);
        }
    }

    static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }
}

package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.Credits;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all jobs of a client share. */
final class JobRunner {
    /** Of one request. */
    private static final Duration DEFAULT_TIMEOUT = Operation.GET_JOB_STATUS.defaultTimeout();

    final JobReader reader;
    final JobDownload downloads;
    final Ticker ticker;
    final ScheduledExecutorService scheduler;
    /** Asks for the status of all jobs, on a few threads. */
    final Executor polls;
    /** Runs listeners and completes futures. */
    final Executor workers;

    final DoubleSupplier random = Math::random;
    private final @Nullable Duration timeout;
    private final int maxRetries;
    private final BooleanSupplier closed;

    JobRunner(
            ClientOptions options,
            JobReader reader,
            JobDownload downloads,
            ScheduledExecutorService scheduler,
            Executor polls,
            Executor workers,
            BooleanSupplier closed) {
        this.reader = reader;
        this.downloads = downloads;
        this.ticker = options.ticker;
        this.scheduler = scheduler;
        this.polls = polls;
        this.workers = workers;
        this.timeout = options.timeout;
        this.maxRetries = options.maxRetries;
        this.closed = closed;
    }

    /** The timeout of one request. */
    Duration timeout() {
        return timeout == null ? DEFAULT_TIMEOUT : timeout;
    }

    void requireOpen() {
        if (closed.getAsBoolean()) {
            throw new IllegalStateException("the client is closed");
        }
    }

    /**
     * A job by its id.
     *
     * @param typical how long such a job takes; null if that is not known
     */
    VideoJob job(@Nullable String id, @Nullable Duration typical) {
        return new VideoJob(this, JobId.check(id), typical);
    }

    Credits credits() {
        return retrying(Operation.GET_CREDITS, () -> reader.credits(timeout()));
    }

    /** Reads on this thread, and again after a failure that may pass, as often as the options allow. */
    <T> T retrying(Operation operation, Supplier<T> read) {
        requireOpen();
        PollSchedule schedule = new PollSchedule(random);
        for (int retry = 0; ; retry++) {
            try {
                return read.get();
            } catch (PixverseException failure) {
                if (retry == maxRetries || !TransientFailures.mayPass(failure)) {
                    throw failure;
                }
                sleep(operation, RetryAfter.orLonger(schedule.next(), failure), failure.billing());
            }
        }
    }

    void sleep(Operation operation, Duration delay, Billing billing) {
        try {
            boolean unused = ticker.await(new CountDownLatch(1), delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(
                    Failure.noResponse(operation, billing, "the waiting thread was interrupted", e));
        }
    }
}

package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.JobMetrics;
import io.github.pixverseopenapi.client.model.JobResult;
import io.github.pixverseopenapi.client.model.JobStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A job that generates a video. It runs on the service: another process can wait for it with its {@link #id() id} and
 * {@link PixverseClient#job(String)}. Reading its status is free, so polling continues after transient failures (429,
 * 5xx, timeouts, broken connections). Thread-safe.
 */
public final class VideoJob {
    /** How long {@link #await()} waits. */
    static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(30);

    private final JobRunner jobs;
    private final String id;
    private final @Nullable Duration typical;
    private final long startedAt;
    private final List<JobStatusListener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable JobResult lastResult;

    /** @param typical how long such a job takes; null if that is not known */
    VideoJob(JobRunner jobs, String id, @Nullable Duration typical) {
        this.jobs = jobs;
        this.id = id;
        this.typical = typical;
        this.startedAt = jobs.ticker.nanos();
    }

    /**
     * The id of the job. Store it: it survives a restart.
     *
     * @return a UUID, as far as known
     */
    public String id() {
        return id;
    }

    /**
     * Reads the status. Where the record of the job has expired, the history of the account has it.
     *
     * @return the status, {@code FAILED} included
     * @throws NotFoundException if neither the jobs nor the history have the id
     * @throws PixverseException if the status could not be read
     * @throws IllegalStateException if the client is closed
     */
    public JobStatus status() {
        try {
            return jobs.retrying(Operation.GET_JOB_STATUS, () -> jobs.reader.status(id, jobs::timeout));
        } catch (JobFailedException failed) {
            return status(failed);
        }
    }

    private static JobStatus status(JobFailedException failed) {
        try {
            return JobStatus.fromJson(failed.body());
        } catch (IllegalArgumentException notJson) {
            return JobStatus.fromJson("{\"status\":\"FAILED\"}");
        }
    }

    /**
     * Reads the result: the address of the video, its cost, the remaining credits and times. Where the record of the
     * job has expired, the history of the account has the address and the cost.
     *
     * @return what the service knows; without an address unless the job is completed
     * @throws JobFailedException if the job failed
     * @throws NotFoundException if neither the jobs nor the history have the id
     * @throws PixverseException if the result could not be read
     * @throws IllegalStateException if the client is closed
     */
    public JobResult result() {
        return jobs.retrying(Operation.GET_JOB_RESULT, () -> jobs.reader.result(id, jobs::timeout, Billing.UNKNOWN));
    }

    /**
     * Calls a listener with each polled status.
     *
     * @param listener the listener
     * @return this job
     */
    public VideoJob onStatus(JobStatusListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Waits for the video, at most half an hour. The same as {@link #await(Duration)}.
     *
     * @return the video, whose bytes are still to be read; close it
     */
    public Video await() {
        return await(DEFAULT_DEADLINE);
    }

    /**
     * Waits for the video. Polls the status after one second at first and after up to ten seconds later. An interrupt
     * ends the waiting, not the job. The download is resumed where it breaks off.
     *
     * @param deadline how long to wait until the first byte of the video
     * @return the video, whose bytes are still to be read; close it
     * @throws JobFailedException if the job failed; it is not billed
     * @throws JobTimeoutException if the deadline passed; the job continues
     * @throws PixverseException if the job could not be read, or its video is gone
     * @throws IllegalArgumentException if the deadline is not positive
     * @throws IllegalStateException if the client is closed
     */
    public Video await(Duration deadline) {
        CompletableFuture<Video> video = poll(deadline, Runnable::run);
        try {
            return video.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            boolean unused = video.completeExceptionally(new ConnectionException(Failure.noResponse(
                    Operation.GET_JOB_STATUS,
                    Billing.UNKNOWN,
                    "the waiting thread was interrupted, but job " + id + " continues",
                    e)));
            return CallRunner.completed(video);
        } catch (ExecutionException e) {
            throw CallRunner.withCallersTrace(e.getCause());
        }
    }

    /**
     * The same as {@link #await()}, without blocking.
     *
     * @return the video to come; a failure is the cause of the future's exception. Completing the future in any other
     *     way, such as cancelling it, ends the waiting, not the job.
     */
    public CompletableFuture<Video> awaitAsync() {
        return awaitAsync(DEFAULT_DEADLINE);
    }

    /**
     * The same as {@link #await(Duration)}, without blocking: a thousand jobs wait on a few threads.
     *
     * @param deadline how long to wait until the first byte of the video
     * @return the video to come, as of {@link #awaitAsync()}
     * @throws IllegalArgumentException if the deadline is not positive
     * @throws IllegalStateException if the client is closed
     */
    public CompletableFuture<Video> awaitAsync(Duration deadline) {
        return poll(deadline, jobs.workers);
    }

    private CompletableFuture<Video> poll(Duration deadline, Executor callbacks) {
        String problem = OptionsValidator.timeProblem("deadline", deadline);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        jobs.requireOpen();
        return new JobPoller(jobs, this, deadline, callbacks).start();
    }

    void remember(JobResult result) {
        lastResult = result;
    }

    /** What the result says of the cost, once the job has been awaited; null if it says nothing. */
    @Nullable
    BigDecimal costUsd() {
        JobResult result = lastResult;
        return result == null
                ? null
                : result.metrics()
                        .flatMap(JobMetrics::cost)
                        .map(BigDecimal::valueOf)
                        .orElse(null);
    }

    /** Calls the listeners; one that throws is removed. */
    void report(JobStatus status) {
        Duration elapsed = Duration.ofNanos(jobs.ticker.nanos() - startedAt);
        for (JobStatusListener listener : new ArrayList<>(listeners)) {
            try {
                listener.onStatus(status, elapsed, Optional.ofNullable(typical));
            } catch (Throwable e) {
                listeners.remove(listener);
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }

    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    /** The id of the job. */
    @Override
    public String toString() {
        return "VideoJob " + id;
    }
}

package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.JobResult;
import io.github.pixverseopenapi.client.model.JobState;
import io.github.pixverseopenapi.client.model.JobStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Waits for one job. Between two requests it holds no thread, only a task of the shared scheduler. Its steps never
 * overlap: each is scheduled by the one before.
 */
final class JobPoller {
    /** How long an unknown id may still appear: the history is delayed. */
    static final Duration HISTORY_DELAY = Duration.ofSeconds(30);

    private final JobRunner jobs;
    private final RunningCall running = new RunningCall();
    private final JobReader reader;
    private final VideoJob job;
    private final Duration deadline;
    private final Executor callbacks;
    private final CompletableFuture<Video> video = new CompletableFuture<>();
    private final long startedAt;
    private final PollSchedule schedule;
    /** {@link Billing#BILLED} once the job is known to be completed. */
    private volatile Billing billing = Billing.UNKNOWN;
    /** The last failure that may pass. */
    private volatile @Nullable PixverseException failed;

    private volatile @Nullable JobResult result;
    private volatile @Nullable Future<?> next;
    private volatile long unknownSince;
    private volatile boolean unknown;

    /** @param callbacks completes the future, which runs the callbacks of the user */
    JobPoller(JobRunner jobs, VideoJob job, Duration deadline, Executor callbacks) {
        this.jobs = jobs;
        this.reader = jobs.reader.cancelledBy(running);
        this.job = job;
        this.deadline = deadline;
        this.callbacks = callbacks;
        this.startedAt = jobs.ticker.nanos();
        this.schedule = new PollSchedule(jobs.random);
    }

    CompletableFuture<Video> start() {
        CompletableFuture<Video> unused = video.whenComplete((opened, failure) -> {
            stop();
            if (opened == null) {
                // A caller who no longer waits needs no response; a video that is opened is still to be read.
                running.cancel();
            }
        });
        jobs.polls.execute(this::step);
        return video;
    }

    private void stop() {
        Future<?> task = next;
        if (task != null) {
            task.cancel(false);
        }
    }

    private void step() {
        if (video.isDone()) {
            return;
        }
        try {
            requireTime();
            poll();
        } catch (PixverseException failure) {
            if (mayPass(failure)) {
                // Keeps the failure before: a request that the deadline aborts has no other cause.
                failed = failed == null || !isOver() ? failure : failed;
                schedule(RetryAfter.orLonger(schedule.next(), failure));
            } else {
                fail(failure);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void poll() {
        if (!isCompleted()) {
            return;
        }
        JobResult known = result;
        if (known == null) {
            known = reader.result(job.id(), this::timeout, billing);
            result = known;
            job.remember(known);
        }
        deliver(jobs.downloads.open(job.id(), known, new IdleTimeout(jobs.timeout()), left(), running));
    }

    /** Polls the status unless the job is known to be completed; reports any other state. */
    private boolean isCompleted() {
        if (billing == Billing.BILLED) {
            return true;
        }
        JobStatus status = reader.status(job.id(), this::timeout);
        unknown = false;
        JobState state = status.status().orElse(JobState.PROCESSING);
        if (state == JobState.FAILED) {
            throw failure(status.error().orElse("the service gave no reason"));
        }
        if (state == JobState.COMPLETED) {
            billing = Billing.BILLED;
            return true;
        }
        report(status);
        return false;
    }

    private JobFailedException failure(String reason) {
        return new JobFailedException(Failure.noResponse(
                Operation.GET_JOB_STATUS, Billing.NOT_BILLED, "job " + job.id() + " failed: " + reason, null));
    }

    /** Schedules the next poll once the listeners return, on a worker, so that a slow listener delays no other job. */
    private void report(JobStatus status) {
        Duration delay = schedule.next();
        if (job.hasListeners()) {
            jobs.workers.execute(() -> {
                job.report(status);
                schedule(delay);
            });
        } else {
            schedule(delay);
        }
    }

    private boolean mayPass(PixverseException failure) {
        if (!(failure instanceof NotFoundException) || billing == Billing.BILLED) {
            return TransientFailures.mayPass(failure);
        }
        if (!unknown) {
            unknown = true;
            unknownSince = jobs.ticker.nanos();
        }
        return Duration.ofNanos(jobs.ticker.nanos() - unknownSince).compareTo(HISTORY_DELAY) < 0;
    }

    private Duration left() {
        return deadline.minusNanos(jobs.ticker.nanos() - startedAt);
    }

    private boolean isOver() {
        return left().compareTo(Duration.ofMillis(1)) < 0;
    }

    private void requireTime() {
        if (isOver()) {
            throw new JobTimeoutException(
                    Failure.noResponse(
                            Operation.GET_JOB_STATUS,
                            billing,
                            "job " + job.id() + " had no video within " + CallTimeouts.seconds(deadline)
                                    + ", but continues",
                            failed),
                    job.id());
        }
    }

    /** No request outlasts the deadline. */
    private Duration timeout() {
        Duration left = left();
        Duration longest = jobs.timeout();
        Duration shorter = left.compareTo(longest) < 0 ? left : longest;
        return shorter.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : shorter;
    }

    private void schedule(Duration delay) {
        Duration left = left();
        Duration shorter = left.compareTo(delay) < 0 ? left : delay;
        next = jobs.ticker.schedule(
                jobs.scheduler, () -> jobs.polls.execute(this::step), shorter.isNegative() ? Duration.ZERO : shorter);
        if (video.isDone()) {
            stop();
        }
    }

    private void deliver(Video opened) {
        callbacks.execute(() -> {
            if (!video.complete(opened)) {
                opened.close();
            }
        });
    }

    private void fail(Throwable failure) {
        callbacks.execute(() -> video.completeExceptionally(failure));
    }
}

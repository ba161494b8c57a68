package com.example.jobs;

import com.example.jobs.VideoSteps.Next;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.MaxRetriesFailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** The task of db-scheduler. An execution has the key of its video as id and the step to run as data. */
final class VideoTask {
    /** The steps, in their order. */
    enum Step {
        SUBMIT,
        SAVE
    }

    private static final TaskDescriptor<Step> MAKE_VIDEO = TaskDescriptor.of("make-video", Step.class);
    private static final int MAX_RETRIES = 10;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LOOK_UP_INTERVAL = Duration.ofSeconds(2);
    /** A worker that misses this many heartbeats counts as dead, and its executions are run again. */
    private static final int MISSED_HEARTBEATS = 4;

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration POLLING = Duration.ofMillis(500);

    private VideoTask() {}

    /** Schedules the first step of a video; does nothing if one is scheduled. */
    static void schedule(DataSource database, String key) {
        SchedulerClient.Builder.create(database)
                .build()
                .scheduleIfNotExists(MAKE_VIDEO.instance(key).data(Step.SUBMIT).build(), Instant.now());
    }

    static Scheduler scheduler(DataSource database, VideoTable videos, VideoSteps steps, String worker, int threads) {
        return Scheduler.create(database, task(videos, steps))
                .schedulerName(new SchedulerName.Fixed(worker))
                .threads(threads)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(POLLING)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .registerShutdownHook()
                .build();
    }

    private static CustomTask<Step> task(VideoTable videos, VideoSteps steps) {
        return Tasks.custom(MAKE_VIDEO)
                .onDeadExecutionRevive()
                .onFailure(new MaxRetriesFailureHandler<>(
                        MAX_RETRIES,
                        new ExponentialBackoffFailureHandler<>(FIRST_RETRY),
                        (complete, operations) -> reportFailure(videos, complete)))
                .execute((instance, context) -> {
                    try {
                        return then(
                                instance.getData() == Step.SUBMIT
                                        ? steps.submit(instance.getId())
                                        : steps.save(instance.getId()));
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static CompletionHandler<Step> then(Next next) {
        return switch (next) {
            case SAVE -> (complete, operations) -> operations.reschedule(complete, complete.getTimeDone(), Step.SAVE);
            case LOOK_UP_AGAIN ->
                (complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(LOOK_UP_INTERVAL));
            case END -> new OnCompleteRemove<>();
        };
    }

    private static void reportFailure(VideoTable videos, ExecutionComplete complete) {
        String cause = complete.getCause().map(Throwable::toString).orElse("unknown");
        try {
            videos.recordProblem(complete.getExecution().getId(), "All retries failed: " + cause);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

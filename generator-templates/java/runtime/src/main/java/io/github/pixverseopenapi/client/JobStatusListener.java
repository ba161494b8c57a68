package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.JobStatus;
import java.time.Duration;
import java.util.Optional;

/** Receives each polled status of a job. */
@FunctionalInterface
public interface JobStatusListener {
    /**
     * Called after each poll that finds the job queued or processing, on a thread of the client. The next poll is
     * scheduled when this method returns. A listener that throws is not called again; the polling continues.
     *
     * @param status what the service says
     * @param elapsed the time since the job was submitted, or since this process got it by its id
     * @param typical how long such a video usually takes, as published; empty if that is not known
     */
    void onStatus(JobStatus status, Duration elapsed, Optional<Duration> typical);
}

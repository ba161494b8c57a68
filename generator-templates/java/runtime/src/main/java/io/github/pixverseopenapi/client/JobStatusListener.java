package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.JobStatus;
import java.time.Duration;
import java.util.Optional;

/** Receives the status of a job while it is waited for. */
@FunctionalInterface
public interface JobStatusListener {
    /**
     * The service was asked for the status, and the job is not finished. Called on a thread of the client; the next
     * status is asked for once this returns. A listener that throws is not called again, and the job is still waited for.
     *
     * @param status what the service says
     * @param elapsed the time since the job was submitted, or since this process got it by its id
     * @param typical how long such a video usually takes, as published; empty if that is not known
     */
    void onStatus(JobStatus status, Duration elapsed, Optional<Duration> typical);
}

package io.github.pixverseopenapi.contract.sandbox;

import java.time.Duration;

/**
 * How long jobs, records and files last by the sandbox's clock.
 *
 * @param queue from the submission of a job to its processing
 * @param processing from the processing of a job to its end
 * @param recordRetention from the end of a job to the expiry of its record
 * @param fileRetention from the end of a job to the deletion of its file
 * @param historyDelay from a request to its row in the history
 */
record JobTimes(
        Duration queue, Duration processing, Duration recordRetention, Duration fileRetention, Duration historyDelay) {

    static final JobTimes DEFAULT =
            new JobTimes(Duration.ZERO, Duration.ZERO, Duration.ofHours(1), Duration.ofDays(7), Duration.ZERO);

    JobTimes withQueue(Duration time) {
        return new JobTimes(
                SandboxOptions.time("queueTime", time), processing, recordRetention, fileRetention, historyDelay);
    }

    JobTimes withProcessing(Duration time) {
        return new JobTimes(
                queue, SandboxOptions.time("processingTime", time), recordRetention, fileRetention, historyDelay);
    }

    JobTimes withRecordRetention(Duration time) {
        return new JobTimes(
                queue, processing, SandboxOptions.retention("jobRetention", time), fileRetention, historyDelay);
    }

    JobTimes withFileRetention(Duration time) {
        return new JobTimes(
                queue, processing, recordRetention, SandboxOptions.retention("fileRetention", time), historyDelay);
    }

    JobTimes withHistoryDelay(Duration time) {
        return new JobTimes(
                queue, processing, recordRetention, fileRetention, SandboxOptions.time("historyDelay", time));
    }
}

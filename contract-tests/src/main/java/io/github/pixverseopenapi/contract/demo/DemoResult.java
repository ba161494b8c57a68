package io.github.pixverseopenapi.contract.demo;

import io.github.pixverseopenapi.client.Operation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How one call of the demo ended.
 *
 * @param operation the operation
 * @param asked what was asked for
 * @param status the HTTP status, or 0 if no answer came
 * @param bytes the size of the file on disk, or 0 if there is none
 * @param time from the asking to the file on disk, or to the failure
 * @param requestId the service's name for the call, or empty
 * @param billedUsd what the service says the call cost, or null if it did not say
 * @param file where the video is, or null
 * @param failure what went wrong, or null
 */
record DemoResult(
        Operation operation,
        String asked,
        int status,
        long bytes,
        Duration time,
        String requestId,
        BigDecimal billedUsd,
        Path file,
        String failure) {

    boolean failed() {
        return failure != null;
    }
}

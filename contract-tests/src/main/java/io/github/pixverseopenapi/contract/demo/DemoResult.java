package io.github.pixverseopenapi.contract.demo;

import io.github.pixverseopenapi.client.Operation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The result of a call of the demo.
 *
 * @param operation the operation
 * @param bytes the size of the file, or 0 without one
 * @param time the time from the start of the call to the saved file or the failure
 * @param billedUsd the cost reported by the service, or null
 * @param file the video file, or null
 * @param failure the message of the failure, or null
 */
record DemoResult(Operation operation, long bytes, Duration time, BigDecimal billedUsd, Path file, String failure) {

    boolean failed() {
        return failure != null;
    }
}

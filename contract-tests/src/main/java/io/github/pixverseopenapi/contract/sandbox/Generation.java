package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The generation of one video: a job, or a call that returned the video at once. Only its store changes it; the charge
 * is read without the store's lock.
 */
final class Generation {

    private final String id;
    private final ApiOperation operation;
    private final JsonObject requestBody;
    private final int requestBytes;
    private final GenerationPlan plan;
    private final Instant submitted;
    private final Duration queueTime;
    private final Duration processingTime;
    private final Optional<String> error;
    private volatile Optional<BigDecimal> remainingCredits = Optional.empty();
    private boolean resultFetched;
    private boolean downloaded;

    Generation(
            String id,
            ValidRequest request,
            GenerationPlan plan,
            Duration queueTime,
            Duration processingTime,
            Optional<String> error) {
        this.id = id;
        this.operation = request.operation();
        this.requestBody = request.body();
        this.requestBytes = request.bodyLength();
        this.plan = plan;
        this.submitted = request.time();
        this.queueTime = queueTime;
        this.processingTime = processingTime;
        this.error = error;
    }

    String id() {
        return id;
    }

    /** Whether it was submitted as a job, with a status and a result of its own. */
    boolean isJob() {
        return operation.submits().isPresent();
    }

    /** The last segment of the path, such as {@code pixverse-v6}. */
    String modelName() {
        return operation.path().substring(operation.path().lastIndexOf('/') + 1);
    }

    JsonObject requestBody() {
        return requestBody;
    }

    int requestBytes() {
        return requestBytes;
    }

    GenerationPlan plan() {
        return plan;
    }

    Instant submitted() {
        return submitted;
    }

    Duration queueTime() {
        return queueTime;
    }

    Duration processingTime() {
        return processingTime;
    }

    Duration totalTime() {
        return queueTime.plus(processingTime);
    }

    Instant end() {
        return submitted.plus(totalTime());
    }

    /** Why it fails, if it does, from the beginning. */
    Optional<String> error() {
        return error;
    }

    SandboxJobState state(Instant now) {
        if (now.isBefore(submitted.plus(queueTime))) {
            return SandboxJobState.QUEUED;
        }
        if (now.isBefore(end())) {
            return SandboxJobState.PROCESSING;
        }
        return error.isPresent() ? SandboxJobState.FAILED : SandboxJobState.COMPLETED;
    }

    /** The balance after its charge; empty until it is charged. */
    Optional<BigDecimal> remainingCredits() {
        return remainingCredits;
    }

    void setCharged(BigDecimal newRemainingCredits) {
        remainingCredits = Optional.of(newRemainingCredits);
    }

    void setResultFetched() {
        resultFetched = true;
    }

    void setDownloaded() {
        downloaded = true;
    }

    SandboxJob snapshot(Instant now) {
        return new SandboxJob(
                id, operation.operationId(), state(now), submitted, plan.cost(), error, resultFetched, downloaded);
    }
}

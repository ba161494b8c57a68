package io.github.pixverseopenapi.contract.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A job of a sandbox at one moment. Immutable.
 *
 * @param id the id of the job
 * @param operationId the operation that submitted it
 * @param state the state
 * @param submitted when it was submitted, by the sandbox's clock
 * @param cost the price in US dollars, charged when the job completes
 * @param error why it fails, if it does; present in every state
 * @param resultFetched whether a request got the result of the completed job
 * @param downloaded whether a request got the file of the video, or a part of it
 */
public record SandboxJob(
        String id,
        String operationId,
        SandboxJobState state,
        Instant submitted,
        BigDecimal cost,
        Optional<String> error,
        boolean resultFetched,
        boolean downloaded) {

    /** Rejects {@code null}. */
    public SandboxJob {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(operationId, "operationId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(submitted, "submitted");
        Objects.requireNonNull(cost, "cost");
        Objects.requireNonNull(error, "error");
    }

    /** A line such as {@code 5f0c7a3e submitTextToVideo COMPLETED}. */
    @Override
    public String toString() {
        return id + " " + operationId + " " + state;
    }
}

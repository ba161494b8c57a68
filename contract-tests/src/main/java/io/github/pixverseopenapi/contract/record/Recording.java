package io.github.pixverseopenapi.contract.record;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One call of the client as it went over the wire, without the key.
 *
 * @param operationId the operation that was called
 * @param situation the situation in which it was called
 * @param origin where the recording comes from
 * @param request what the client sent
 * @param response what it got
 * @param outcome what it made of that
 */
public record Recording(
        String operationId,
        Scenario situation,
        Origin origin,
        Sent request,
        Received response,
        RecordedOutcome outcome) {

    /**
     * A request.
     *
     * @param headers those that are on the list of allowed ones, with the key replaced
     */
    public record Sent(String method, String path, Map<String, List<String>> headers, StoredBody body) {

        /** Refuses what is missing. */
        public Sent {
            Objects.requireNonNull(method, "request.method");
            Objects.requireNonNull(path, "request.path");
            Objects.requireNonNull(headers, "request.headers");
            Objects.requireNonNull(body, "request.body");
        }
    }

    /**
     * An answer.
     *
     * @param headers those that are on the list of allowed ones
     * @param leftOut the names of the others
     */
    public record Received(int status, Map<String, List<String>> headers, List<String> leftOut, StoredBody body) {

        /** Refuses what is missing. */
        public Received {
            Objects.requireNonNull(headers, "response.headers");
            Objects.requireNonNull(leftOut, "response.leftOut");
            Objects.requireNonNull(body, "response.body");
        }
    }

    /** Refuses what is missing. */
    public Recording {
        Objects.requireNonNull(operationId, "operationId");
        Objects.requireNonNull(situation, "situation");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(response, "response");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** Such as {@code textToVideo video}. */
    @Override
    public String toString() {
        return operationId + " " + situation;
    }
}

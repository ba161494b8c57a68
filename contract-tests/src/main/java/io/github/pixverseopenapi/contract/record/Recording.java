package io.github.pixverseopenapi.contract.record;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One call of the client as sent over the wire, without the API key.
 *
 * @param operationId the operation
 * @param scenario the scenario
 * @param origin the origin of the recording
 * @param request the request
 * @param response the response
 * @param outcome the result of the client
 */
public record Recording(
        String operationId,
        Scenario scenario,
        Origin origin,
        Sent request,
        Received response,
        RecordedOutcome outcome) {

    /**
     * A request.
     *
     * @param headers the allowed headers with the API key redacted
     */
    public record Sent(String method, String path, Map<String, List<String>> headers, StoredBody body) {

        /** Rejects missing values. */
        public Sent {
            Objects.requireNonNull(method, "request.method");
            Objects.requireNonNull(path, "request.path");
            Objects.requireNonNull(headers, "request.headers");
            Objects.requireNonNull(body, "request.body");
        }
    }

    /**
     * A response.
     *
     * @param headers the allowed headers
     * @param excludedHeaders the names of all other headers
     */
    public record Received(
            int status, Map<String, List<String>> headers, List<String> excludedHeaders, StoredBody body) {

        /** Rejects missing values. */
        public Received {
            Objects.requireNonNull(headers, "response.headers");
            Objects.requireNonNull(excludedHeaders, "response.excludedHeaders");
            Objects.requireNonNull(body, "response.body");
        }
    }

    /** Rejects missing values. */
    public Recording {
        Objects.requireNonNull(operationId, "operationId");
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(response, "response");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** Such as {@code textToVideo video}. */
    @Override
    public String toString() {
        return operationId + " " + scenario;
    }
}

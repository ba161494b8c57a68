package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.redaction.Redactor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * One request that the sandbox has received, and how the sandbox responded. Immutable.
 *
 * @param time when the request was read, by the sandbox's clock
 * @param method the HTTP method as sent
 * @param path the request target as sent, with its query
 * @param headers the headers by case-insensitive name; the API key is replaced by {@value #REDACTED}
 * @param keyAccepted whether the request carried the valid API key
 * @param freshConnection whether it is the first request on its connection; on a reused connection that breaks, the
 *     client cannot know whether the request was received
 * @param body the bytes of the body; empty when the request has no body
 * @param operationId the operation with this path and method, if any
 * @param status the status code of the response; empty when a fault prevented it from being sent
 * @param fault the fault that broke the response, if any
 */
public record JournalEntry(
        Instant time,
        String method,
        String path,
        Map<String, List<String>> headers,
        boolean keyAccepted,
        boolean freshConnection,
        byte[] body,
        Optional<String> operationId,
        OptionalInt status,
        Optional<Fault> fault) {

    /** The replacement for an API key. */
    public static final String REDACTED = Redactor.MARK;

    /** Makes defensive copies. */
    public JournalEntry {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
        body = body.clone();
        Objects.requireNonNull(operationId, "operationId");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(fault, "fault");
    }

    /** A copy of the body. */
    @Override
    public byte[] body() {
        return body.clone();
    }

    int bodyLength() {
        return body.length;
    }

    /** The body decoded as UTF-8. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The first value of a header; the name is case-insensitive. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
    }

    /** A line such as {@code POST /v1/something 200}. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(method).append(' ').append(path);
        status.ifPresent(code -> line.append(' ').append(code));
        fault.ifPresent(kind -> line.append(' ').append(kind));
        return line.toString();
    }
}

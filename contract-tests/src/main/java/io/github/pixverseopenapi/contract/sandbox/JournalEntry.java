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
 * One request that the sandbox has read, and what it made of it. Immutable.
 *
 * @param time when the request had been read, by the sandbox's clock
 * @param method the HTTP method as sent
 * @param path the path as sent, with its query if any
 * @param headers the headers by name, found in any case; the key's header holds {@value #REDACTED} instead of the
 *     key
 * @param keyAccepted whether the request carried the right key, whatever became of it otherwise
 * @param freshConnection whether it is the first on its connection; of one that has died since its last use a caller
 *     cannot know whether the request arrived
 * @param body the bytes of the body; empty when there was none
 * @param operationId the operation that path and method stand for, if any
 * @param status the status answered; empty when a fault kept it from being sent
 * @param fault the fault that broke the answer, if any
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

    /** What stands in place of a key. */
    public static final String REDACTED = Redactor.MARK;

    /** Copies what could be changed from outside. */
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

    /** The bytes of the body, as a copy. */
    @Override
    public byte[] body() {
        return body.clone();
    }

    int bodyLength() {
        return body.length;
    }

    /** The body read as UTF-8. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The first value of a header, by its name in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
    }

    /** One line such as {@code POST /v1/something 200}. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(method).append(' ').append(path);
        status.ifPresent(code -> line.append(' ').append(code));
        fault.ifPresent(kind -> line.append(' ').append(kind));
        return line.toString();
    }
}

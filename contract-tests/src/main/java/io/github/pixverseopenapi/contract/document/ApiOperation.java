package io.github.pixverseopenapi.contract.document;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One operation of the document.
 *
 * @param method the HTTP method in upper case, such as {@code POST}
 * @param path the path, such as {@code /v1/something}
 * @param operationId the unique name of the operation
 * @param summary a one-line description; empty when the document has none
 * @param requestSchema the name of the request schema in {@code components/schemas}
 * @param typicalSeconds the typical duration of a call in seconds, if published
 * @param lowestPrice the lowest price of a call in US dollars, if published
 * @param highestPrice the highest price of a call in US dollars, if published
 */
public record ApiOperation(
        String method,
        String path,
        String operationId,
        String summary,
        String requestSchema,
        Optional<BigDecimal> typicalSeconds,
        Optional<BigDecimal> lowestPrice,
        Optional<BigDecimal> highestPrice) {

    private static final int TYPICAL_TIME_FACTOR = 5;
    private static final Duration TIMEOUT_WITHOUT_TYPICAL_TIME = Duration.ofMinutes(10);

    /** Rejects {@code null}. */
    public ApiOperation {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(operationId, "operationId");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(requestSchema, "requestSchema");
        Objects.requireNonNull(typicalSeconds, "typicalSeconds");
        Objects.requireNonNull(lowestPrice, "lowestPrice");
        Objects.requireNonNull(highestPrice, "highestPrice");
    }

    /**
     * The timeout of a call: five times the typical time, or ten minutes when none is published. Equal to that of the
     * client's {@code Operation}, which knows the operations of one document only.
     */
    public Duration defaultTimeout() {
        return typicalSeconds
                .map(seconds ->
                        Duration.ofMillis(seconds.movePointRight(3).longValue()).multipliedBy(TYPICAL_TIME_FACTOR))
                .orElse(TIMEOUT_WITHOUT_TYPICAL_TIME);
    }
}

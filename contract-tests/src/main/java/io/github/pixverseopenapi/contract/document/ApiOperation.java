package io.github.pixverseopenapi.contract.document;

import java.math.BigDecimal;
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
}

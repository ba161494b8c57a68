package io.github.pixverseopenapi.contract.document;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * One operation of the document.
 *
 * @param method the HTTP method in capitals, such as {@code POST}
 * @param path the path from the server's root, such as {@code /v1/something}
 * @param operationId the operation's name, unique in the document
 * @param summary what it does, in one line; empty when the document has none
 * @param requestSchema the name of the request's schema among the document's components
 * @param typicalSeconds how long a call usually takes, in seconds, where that is published
 * @param lowestPrice the lowest price of a call in US dollars, where one is published
 * @param highestPrice the highest price of a call in US dollars, where one is published
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

    /** Refuses {@code null}. */
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

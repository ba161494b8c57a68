package io.github.pixverseopenapi.contract.document;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/**
 * The maximum price of a call of each operation: its highest published price. Where none is published, the highest
 * price of any operation is assumed.
 */
public final class PriceList {

    private final BigDecimal highest;

    /** Reads the prices of a document. */
    public PriceList(ApiDocument document) {
        highest = document.videoOperations().stream()
                .map(ApiOperation::highestPrice)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO);
    }

    /** The maximum price in US dollars; zero only when the document publishes no price. */
    public BigDecimal of(ApiOperation operation) {
        return operation.highestPrice().orElse(highest);
    }
}

package io.github.pixverseopenapi.contract.document;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/**
 * The most that a call of each operation costs: its highest published price. Where none is published, the highest
 * price of any operation stands in for it, which is an assumption.
 */
public final class PriceList {

    private final BigDecimal highest;

    /** Reads a document's prices. */
    public PriceList(ApiDocument document) {
        highest = document.operations().stream()
                .map(ApiOperation::highestPrice)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO);
    }

    /** In US dollars; zero only when the document publishes no price at all. */
    public BigDecimal of(ApiOperation operation) {
        return operation.highestPrice().orElse(highest);
    }
}

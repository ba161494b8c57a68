package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;

/**
 * What the sandbox takes for a call: the operation's highest published price, so that a budget which holds here
 * holds at the service too. Where none is published, the highest price of any operation stands in for it.
 */
final class PriceList {

    private final BigDecimal highest;

    PriceList(ApiDocument document) {
        highest = document.operations().stream()
                .map(ApiOperation::highestPrice)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO);
    }

    BigDecimal of(ApiOperation operation) {
        return operation.highestPrice().orElse(highest);
    }
}

package io.github.pixverseopenapi.contract.operation;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.PriceList;
import java.math.BigDecimal;
import java.util.Collection;

/**
 * What calls may cost together in US dollars.
 *
 * @param min the sum of the lowest documented prices; zero for those without one
 * @param max the sum of the prices of {@link PriceList}
 * @param isAssumed whether a price of {@code max} is not published
 */
public record PriceEstimate(BigDecimal min, BigDecimal max, boolean isAssumed) {

    private static final PriceEstimate NOTHING = new PriceEstimate(BigDecimal.ZERO, BigDecimal.ZERO, false);

    /** The sum of a call of each of these operations, which may repeat. */
    public static PriceEstimate of(Collection<Operation> operations) {
        ApiDocument document = ApiDocument.load();
        PriceList prices = new PriceList(document);
        PriceEstimate sum = NOTHING;
        for (Operation operation : operations) {
            sum = new PriceEstimate(
                    sum.min.add(operation.lowestPriceUsd().orElse(BigDecimal.ZERO)),
                    sum.max.add(prices.of(document.operation(operation.path()).orElseThrow())),
                    sum.isAssumed || operation.highestPriceUsd().isEmpty());
        }
        return sum;
    }

    /** The range, such as {@code $0.75 to $2.00}. */
    @Override
    public String toString() {
        return "$" + min + " to $" + max;
    }
}

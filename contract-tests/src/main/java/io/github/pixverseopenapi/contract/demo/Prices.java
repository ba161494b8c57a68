package io.github.pixverseopenapi.contract.demo;

import io.github.pixverseopenapi.client.Operation;
import java.math.BigDecimal;

/** What the calls may cost, as documented. */
final class Prices {

    private Prices() {}

    /** The documented range, or that there is none. */
    static String range(Operation operation) {
        return operation
                .lowestPriceUsd()
                .map(lowest ->
                        "$" + lowest + " to $" + operation.highestPriceUsd().orElseThrow())
                .orElse("not published");
    }

    /** The least a call may cost; where no price is published, nothing. */
    static BigDecimal least(Operation operation) {
        return operation.lowestPriceUsd().orElse(BigDecimal.ZERO);
    }
}

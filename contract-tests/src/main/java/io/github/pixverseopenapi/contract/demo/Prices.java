package io.github.pixverseopenapi.contract.demo;

import io.github.pixverseopenapi.client.Operation;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** What the calls may cost, as documented. */
final class Prices {

    private Prices() {}

    /** The documented range, or that there is none. */
    static String range(Operation operation) {
        return operation.lowestPriceUsd()
                .map(lowest -> "$" + lowest + " to $" + operation.highestPriceUsd().orElseThrow())
                .orElse("not published");
    }

    /** The most a call may cost; where no price is published, the highest that is published for any operation. */
    static BigDecimal most(Operation operation) {
        return operation.highestPriceUsd().orElseGet(Prices::highestPublished);
    }

    static BigDecimal highestPublished() {
        return Arrays.stream(Operation.values())
                .map(Operation::highestPriceUsd)
                .flatMap(Optional::stream)
                .max(BigDecimal::compareTo)
                .orElseThrow();
    }

    /** The least a call may cost; where no price is published, nothing. */
    static BigDecimal least(Operation operation) {
        return operation.lowestPriceUsd().orElse(BigDecimal.ZERO);
    }
}

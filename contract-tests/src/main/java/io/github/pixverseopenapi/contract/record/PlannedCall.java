package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.math.BigDecimal;

/**
 * A call to record.
 *
 * @param operation the operation
 * @param scenario the scenario
 * @param json the request body
 * @param price the price in US dollars that is counted against the budget; zero if the call is free
 */
record PlannedCall(ApiOperation operation, Scenario scenario, String json, BigDecimal price) {

    boolean isFree() {
        return price.signum() == 0;
    }

    /** Whether the price is assumed, because the document has none for the operation. */
    boolean isPriceAssumed() {
        return !isFree() && operation.highestPrice().isEmpty();
    }
}

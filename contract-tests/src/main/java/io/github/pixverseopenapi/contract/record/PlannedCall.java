package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.math.BigDecimal;

/**
 * A call that is to be recorded.
 *
 * @param operation what is called
 * @param situation in which situation
 * @param json the request
 * @param price what it counts towards a budget, in US dollars; zero if it cannot cost anything
 */
record PlannedCall(ApiOperation operation, Scenario situation, String json, BigDecimal price) {

    boolean isFree() {
        return price.signum() == 0;
    }

    /** A price is an assumption if the document has none for the operation. */
    boolean isPriceAssumed() {
        return !isFree() && operation.highestPrice().isEmpty();
    }
}

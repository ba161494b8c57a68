package io.github.pixverseopenapi.contract.demo;

import io.github.pixverseopenapi.client.Operation;

/** The documented prices of calls. */
final class Prices {

    private Prices() {}

    /** The documented price range, or {@code not published}. */
    static String range(Operation operation) {
        return operation
                .lowestPriceUsd()
                .map(lowest ->
                        "$" + lowest + " to $" + operation.highestPriceUsd().orElseThrow())
                .orElse("not published");
    }
}

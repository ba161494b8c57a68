package io.github.pixverseopenapi.contract.record;

import java.math.BigDecimal;

/** The most that may be spent, in US dollars. What counts is counted before it is sent, however it ends. */
final class Budget {

    private final BigDecimal limit;
    private BigDecimal counted = BigDecimal.ZERO;

    Budget(BigDecimal limit) {
        this.limit = limit;
    }

    /**
     * Counts a price if it still fits.
     *
     * @return whether it fits; only then may the request be sent
     */
    synchronized boolean reserve(BigDecimal price) {
        if (counted.add(price).compareTo(limit) > 0) {
            return false;
        }
        counted = counted.add(price);
        return true;
    }

    synchronized BigDecimal counted() {
        return counted;
    }

    BigDecimal limit() {
        return limit;
    }
}

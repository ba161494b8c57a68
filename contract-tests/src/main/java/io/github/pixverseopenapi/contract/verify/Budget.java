package io.github.pixverseopenapi.contract.verify;

import java.math.BigDecimal;

/**
 * The most that may be spent, in US dollars. Every request is counted before it is sent and stays counted however it
 * ends. Not for use by several threads.
 */
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
    boolean reserve(BigDecimal price) {
        if (price.compareTo(left()) > 0) {
            return false;
        }
        counted = counted.add(price);
        return true;
    }

    /** Counts what the service took beyond the reserved price; the limit may be exceeded by it, which stops the rest. */
    void overcharged(BigDecimal more) {
        counted = counted.add(more);
    }

    BigDecimal left() {
        return limit.subtract(counted).max(BigDecimal.ZERO);
    }

    BigDecimal counted() {
        return counted;
    }

    BigDecimal limit() {
        return limit;
    }
}

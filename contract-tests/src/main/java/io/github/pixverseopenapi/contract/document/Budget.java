package io.github.pixverseopenapi.contract.document;

import java.math.BigDecimal;

/**
 * A budget in US dollars. Each request is counted before it is sent and stays counted regardless of its outcome.
 * Thread-safe.
 */
public final class Budget {

    private final BigDecimal limit;
    private BigDecimal counted = BigDecimal.ZERO;
    private boolean blocked;

    /** @param limit the maximum sum; zero permits no spending */
    public Budget(BigDecimal limit) {
        this.limit = limit;
    }

    /**
     * Counts a price if the remaining budget covers it.
     *
     * @return whether the price was counted; if not, the request must not be sent
     */
    public synchronized boolean reserve(BigDecimal price) {
        if (price.compareTo(remaining()) > 0) {
            return false;
        }
        counted = counted.add(price);
        return true;
    }

    /**
     * Counts the part of the reported cost that exceeds the reserved price. A cost beyond the limit or an unreadable
     * cost blocks all further requests.
     */
    public synchronized void settle(BigDecimal price, ReportedCost cost) {
        counted = counted.add(cost.excess(price).orElse(BigDecimal.ZERO));
        blocked |= cost.usd().isEmpty();
    }

    /** The remaining budget. */
    public synchronized BigDecimal remaining() {
        return blocked ? BigDecimal.ZERO : limit.subtract(counted).max(BigDecimal.ZERO);
    }

    /** The counted sum. */
    public synchronized BigDecimal counted() {
        return counted;
    }

    /** The maximum sum. */
    public BigDecimal limit() {
        return limit;
    }
}

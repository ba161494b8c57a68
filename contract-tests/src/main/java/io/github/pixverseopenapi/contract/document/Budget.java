package io.github.pixverseopenapi.contract.document;

import java.math.BigDecimal;

/**
 * The most that may be spent, in US dollars. Every request is counted before it is sent and stays counted however it
 * ends. Safe for use by several threads.
 */
public final class Budget {

    private final BigDecimal limit;
    private BigDecimal counted = BigDecimal.ZERO;
    private boolean stopped;

    /** @param limit zero if nothing may be spent */
    public Budget(BigDecimal limit) {
        this.limit = limit;
    }

    /**
     * Counts a price if it still fits.
     *
     * @return whether it fits; only then may the request be sent
     */
    public synchronized boolean reserve(BigDecimal price) {
        if (price.compareTo(left()) > 0) {
            return false;
        }
        counted = counted.add(price);
        return true;
    }

    /**
     * Counts what the service says it took beyond the reserved price; the limit may be exceeded by it, which stops the
     * rest. A cost that cannot be read stops the rest, too, because it may be any.
     */
    public synchronized void settle(BigDecimal price, ReportedCost cost) {
        counted = counted.add(cost.beyond(price).orElse(BigDecimal.ZERO));
        stopped |= cost.usd().isEmpty();
    }

    /** What may still be spent. */
    public synchronized BigDecimal left() {
        return stopped ? BigDecimal.ZERO : limit.subtract(counted).max(BigDecimal.ZERO);
    }

    /** What was counted so far. */
    public synchronized BigDecimal counted() {
        return counted;
    }

    /** What may be spent in all. */
    public BigDecimal limit() {
        return limit;
    }
}

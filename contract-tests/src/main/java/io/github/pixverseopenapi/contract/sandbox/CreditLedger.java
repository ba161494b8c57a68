package io.github.pixverseopenapi.contract.sandbox;

import java.math.BigDecimal;

/** The account's credits in US dollars, and the price of the jobs that are not charged yet. */
final class CreditLedger {

    private BigDecimal balance;
    private BigDecimal open = BigDecimal.ZERO;

    CreditLedger(BigDecimal balance) {
        this.balance = balance;
    }

    /** Subtracts the cost atomically; rejects the charge when balance minus open jobs does not cover the cost. */
    synchronized Charge charge(BigDecimal cost) {
        if (available().compareTo(cost) < 0) {
            return new Charge(false, available());
        }
        balance = balance.subtract(cost);
        return new Charge(true, balance);
    }

    /** Adds an open job, which is charged when it completes; rejects it like {@link #charge}. */
    synchronized Charge open(BigDecimal cost) {
        boolean accepted = available().compareTo(cost) >= 0;
        if (accepted) {
            open = open.add(cost);
        }
        return new Charge(accepted, available());
    }

    /** Charges an open job and returns the balance, which is negative when it was set to less than the open jobs. */
    synchronized BigDecimal complete(BigDecimal cost) {
        open = open.subtract(cost);
        balance = balance.subtract(cost);
        return balance;
    }

    /** Removes an open job without a charge. */
    synchronized void fail(BigDecimal cost) {
        open = open.subtract(cost);
    }

    private BigDecimal available() {
        return balance.subtract(open);
    }

    synchronized BigDecimal balance() {
        return balance;
    }

    synchronized void set(BigDecimal newBalance) {
        balance = newBalance;
    }

    /**
     * The result of a charge.
     *
     * @param accepted whether the balance covers the cost
     * @param balance the balance after the charge; otherwise the balance minus the price of open jobs
     */
    record Charge(boolean accepted, BigDecimal balance) {}
}

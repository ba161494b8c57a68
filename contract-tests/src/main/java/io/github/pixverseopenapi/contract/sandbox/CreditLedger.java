package io.github.pixverseopenapi.contract.sandbox;

import java.math.BigDecimal;

/** The account's credits in US dollars. */
final class CreditLedger {

    private BigDecimal balance;

    CreditLedger(BigDecimal balance) {
        this.balance = balance;
    }

    /** Subtracts the cost atomically; rejects the charge when the balance does not cover the cost. */
    synchronized Charge charge(BigDecimal cost) {
        if (balance.compareTo(cost) < 0) {
            return new Charge(false, balance);
        }
        balance = balance.subtract(cost);
        return new Charge(true, balance);
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
     * @param accepted whether the cost was subtracted
     * @param balance the balance after the charge
     */
    record Charge(boolean accepted, BigDecimal balance) {}
}

package io.github.pixverseopenapi.contract.sandbox;

import java.math.BigDecimal;

/** The account's credits in US dollars. */
final class CreditLedger {

    private BigDecimal balance;

    CreditLedger(BigDecimal balance) {
        this.balance = balance;
    }

    /** Takes the cost off the balance, or nothing when the balance does not cover it; never in between. */
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
     * What came of a charge.
     *
     * @param accepted whether the cost was taken
     * @param balance what the account holds afterwards
     */
    record Charge(boolean accepted, BigDecimal balance) {}
}

package io.github.pixverseopenapi.contract.sandbox;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A journal entry with what the request did to the account.
 *
 * @param entry the request
 * @param cost the cost that the response states; empty when it states none
 * @param credits the balance after the request
 */
record JournalRow(JournalEntry entry, Optional<String> cost, BigDecimal credits) {}

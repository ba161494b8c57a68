package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * One thing to check, and the one request that shows it.
 *
 * @param kind what is checked
 * @param operation on which operation; empty for what is checked once for the service
 * @param request what is sent
 * @param price what the request counts against the budget, in US dollars; zero when it cannot be billed
 * @param timeLimit how long the request may take as a whole
 */
record Check(
        CheckKind kind,
        Optional<ApiOperation> operation,
        ProbeRequest request,
        BigDecimal price,
        Duration timeLimit) {

    /** The row that it belongs to: the operation's name, or {@code service}. */
    String subject() {
        return operation.map(ApiOperation::operationId).orElse(Report.SERVICE);
    }

    /** Such as {@code textToVideo no-key}, or {@code unknown-path} for a check of the service. */
    String name() {
        return (operation.isPresent() ? subject() + " " : "") + kind.id();
    }

    /** Whether nobody published what the request may cost. */
    boolean priceIsAssumed() {
        return kind.billable() && operation.flatMap(ApiOperation::highestPrice).isEmpty();
    }

    /** Such as {@code $2.16 (assumed)}. */
    String priceWords() {
        return Formats.dollars(price) + (priceIsAssumed() ? " (assumed)" : "");
    }

    /** Such as {@code POST /v1/something with a wrong key}. */
    String words() {
        return request + " " + kind.manner();
    }
}

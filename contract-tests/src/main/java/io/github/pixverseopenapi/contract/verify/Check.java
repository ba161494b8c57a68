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
public record Check(
        CheckKind kind, Optional<ApiOperation> operation, ProbeRequest request, BigDecimal price, Duration timeLimit) {

    /** The subject of checks that are made once, not for each operation. */
    public static final String SERVICE = "service";

    /** The row that it belongs to: the operation's name, or {@code service}. */
    public String subject() {
        return operation.map(ApiOperation::operationId).orElse(SERVICE);
    }

    /** Such as {@code textToVideo no-key}, or {@code unknown-path} for a check of the service. */
    public String name() {
        return (operation.isPresent() ? subject() + " " : "") + kind.id();
    }

    /** Whether nobody published what the request may cost. */
    public boolean priceIsAssumed() {
        return kind.billable() && operation.flatMap(ApiOperation::highestPrice).isEmpty();
    }

    /** Such as {@code $2.16 (assumed)}. */
    public String priceWords() {
        return Formats.dollars(price) + (priceIsAssumed() ? " (assumed)" : "");
    }

    /** Such as {@code POST /v1/something with a wrong key}. */
    public String words() {
        return request + " " + kind.manner();
    }
}

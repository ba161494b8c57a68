package io.github.pixverseopenapi.contract.verify;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * A check and the request that it sends.
 *
 * @param kind the kind of check
 * @param operation the operation; empty for a check of the service as a whole
 * @param request the request to send
 * @param price the price in US dollars that is counted against the budget; zero when the request cannot be billed
 * @param timeLimit the call timeout
 */
public record Check(
        CheckKind kind, Optional<ApiOperation> operation, ProbeRequest request, BigDecimal price, Duration timeLimit) {

    /** The subject of checks of the service as a whole. */
    public static final String SERVICE = "service";

    /** The row in the report: the operationId or {@code service}. */
    public String subject() {
        return operation.map(ApiOperation::operationId).orElse(SERVICE);
    }

    /** Such as {@code textToVideo no-key}, or {@code unknown-path} for a check of the service. */
    public String name() {
        return (operation.isPresent() ? subject() + " " : "") + kind.id();
    }

    /** Whether the price is an assumption, because none is published. */
    public boolean priceIsAssumed() {
        return kind.isBillable()
                && operation.flatMap(ApiOperation::highestPrice).isEmpty();
    }

    /** Such as {@code $2.16 (assumed)}. */
    public String formattedPrice() {
        return Formats.dollars(price) + (priceIsAssumed() ? " (assumed)" : "");
    }

    /** Such as {@code POST /v1/something with a wrong key}. */
    public String description() {
        return request + " " + kind.requestDetails();
    }
}

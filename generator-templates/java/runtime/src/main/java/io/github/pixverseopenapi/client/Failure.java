package io.github.pixverseopenapi.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known about a failed call: everything that its exception says. Immutable. */
final class Failure {
    /** The published rule: calls that end with this status are billed, others are not. */
    private static final int BILLED_STATUS = 200;

    final @Nullable Operation operation;
    final int status;
    final @Nullable String requestId;
    final String body;
    final Billing billing;
    /** Whether no status of a response changes the billing status. */
    private final boolean billingIsFixed;

    final String reason;
    final @Nullable Duration retryAfter;
    final @Nullable Throwable cause;

    private Failure(
            @Nullable Operation operation,
            int status,
            @Nullable String requestId,
            String body,
            Billing billing,
            boolean billingIsFixed,
            String reason,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        this.operation = operation;
        this.status = status;
        this.requestId = requestId;
        this.body = body;
        this.billing = billing;
        this.billingIsFixed = billingIsFixed;
        this.reason = reason;
        this.retryAfter = retryAfter;
        this.cause = cause;
    }

    /** A response came, but not with a video. The billing status is unknown until the document says otherwise. */
    static Failure fromResponse(Operation operation, VideoMetadata response, String body, String reason) {
        return new Failure(
                operation,
                response.statusCode(),
                response.requestId().orElse(null),
                body,
                Billing.UNKNOWN,
                false,
                reason,
                null,
                null);
    }

    /** No response came, or not all of its head. */
    static Failure noResponse(
            @Nullable Operation operation, Billing billing, String reason, @Nullable Throwable cause) {
        return new Failure(operation, 0, null, "", billing, false, reason, null, cause);
    }

    /** A request was refused, for a reason of our own. */
    static Failure refused(Operation operation, int status, Billing billing, String reason, @Nullable Throwable cause) {
        return new Failure(operation, status, null, "", billing, false, reason, null, cause);
    }

    /** A successful response came, but not all of its body. */
    static Failure truncated(Operation operation, VideoMetadata response, String reason, @Nullable Throwable cause) {
        return new Failure(
                operation,
                response.statusCode(),
                response.requestId().orElse(null),
                "",
                response.statusCode() == BILLED_STATUS && !operation.submits().isPresent()
                        ? Billing.BILLED
                        : Billing.UNKNOWN,
                false,
                reason,
                null,
                cause);
    }

    Failure billing(Billing status) {
        return billingIsFixed
                ? this
                : new Failure(operation, this.status, requestId, body, status, false, reason, retryAfter, cause);
    }

    /** Keeps this billing status: a request that costs nothing changes no bill, whatever its response. */
    Failure fixedBilling(Billing known) {
        return new Failure(operation, status, requestId, body, known, true, reason, retryAfter, cause);
    }

    Failure retryAfter(@Nullable Duration delay) {
        return new Failure(operation, status, requestId, body, billing, billingIsFixed, reason, delay, cause);
    }

    Failure reason(String why) {
        return new Failure(operation, status, requestId, body, billing, billingIsFixed, why, retryAfter, cause);
    }

    Failure cause(@Nullable Throwable why) {
        return new Failure(operation, status, requestId, body, billing, billingIsFixed, reason, retryAfter, why);
    }

    String message() {
        return (operation == null ? "" : operation.id() + ": ")
                + (status == 0 ? "" : status + ": ")
                + reason
                + (requestId == null ? "" : " (request id " + requestId + ")")
                + " [" + billing + ": " + billing.meaning(operation != null && operation.isFree()) + "]";
    }
}

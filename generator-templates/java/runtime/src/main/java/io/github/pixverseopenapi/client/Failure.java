package io.github.pixverseopenapi.client;

import java.time.Duration;

/** What is known about a call that failed: everything that an exception says. Immutable. */
final class Failure {
    final Operation operation;
    final int status;
    final String requestId;
    final String body;
    final Billing billing;
    final String reason;
    final Duration retryAfter;
    final Throwable cause;

    private Failure(Operation operation, int status, String requestId, String body, Billing billing, String reason,
            Duration retryAfter, Throwable cause) {
        this.operation = operation;
        this.status = status;
        this.requestId = requestId;
        this.body = body;
        this.billing = billing;
        this.reason = reason;
        this.retryAfter = retryAfter;
        this.cause = cause;
    }

    /** The service answered, but not with a video. Until the document says otherwise, the bill is unknown. */
    static Failure answered(Operation operation, int status, String requestId, String body, String reason,
            Duration retryAfter) {
        return new Failure(operation, status, requestId, body, Billing.UNKNOWN, reason, retryAfter, null);
    }

    /** No answer came, or not all of it. */
    static Failure unanswered(Operation operation, Billing billing, String reason, Throwable cause) {
        return new Failure(operation, 0, null, "", billing, reason, null, cause);
    }

    /** The service answered with success, but not all of it came. */
    static Failure brokenOff(Operation operation, int status, String requestId, String reason, Throwable cause) {
        return new Failure(operation, status, requestId, "", Billing.UNKNOWN, reason, null, cause);
    }

    Failure billing(Billing meaning) {
        return new Failure(operation, status, requestId, body, meaning, reason, retryAfter, cause);
    }

    Failure cause(Throwable why) {
        return new Failure(operation, status, requestId, body, billing, reason, retryAfter, why);
    }

    String message() {
        return (operation == null ? "" : operation.id() + ": ")
                + (status == 0 ? "" : status + ": ")
                + reason
                + (requestId == null ? "" : " (request id " + requestId + ")")
                + " [" + billing + ": " + billing.meaning() + "]";
    }
}

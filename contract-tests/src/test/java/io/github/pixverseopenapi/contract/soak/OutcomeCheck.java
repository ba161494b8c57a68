package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.contract.client.ClientCalls.Style;
import io.github.pixverseopenapi.contract.client.ExpectedError;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.soak.CallOutcome.OutcomeKind;
import io.github.pixverseopenapi.contract.soak.ReceivedRequests.SoakRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Compares the outcome of a call with the requests and responses of the sandbox. */
record OutcomeCheck(CallPlan plan, CallOutcome ending, List<SoakRequest> requests) {
    static final int RETRIES = 2;

    /** Timers may fire slightly early, because they count whole milliseconds. */
    private static final Duration TOLERANCE = Duration.ofMillis(5);

    private static final Set<Fault> WITHOUT_STATUS = EnumSet.of(
            Fault.DISCONNECT_AT_START,
            Fault.DISCONNECT_AFTER_REQUEST,
            Fault.EMPTY_RESPONSE,
            Fault.DISCONNECT_IN_HEADERS,
            Fault.GARBAGE);

    /** What does not fit together; empty if all does. */
    String problem() {
        if (requests.size() > 1 + RETRIES) {
            return "sent too often: " + this;
        }
        if (requests.stream().limit(Math.max(0, requests.size() - 1)).anyMatch(one -> !one.isRateLimited())) {
            return "retried after a response other than 429: " + this;
        }
        if (requests.stream()
                .anyMatch(one -> !one.operationId().equals(plan.operation().id()))) {
            return "sent to another operation: " + this;
        }
        return fits() ? "" : "the outcome does not match the responses: " + this;
    }

    private boolean fits() {
        return switch (ending.kind()) {
            case READ -> video() && last().fault().isEmpty();
            case LEFT -> video();
            case BROKEN_OFF -> video() && isTruncatedAsExpected();
            case FAILED ->
                ending.status() == 0 ? hasNoResponse() : isTruncated() ? isIncompleteSuccess() : failedAsExpected();
            case CANCELLED -> plan.abortAfter() != null && plan.style() == Style.ASYNC;
            case WRONG -> false;
        };
    }

    private boolean video() {
        return isVideo(ending.status()) && hasStatus(ending.status());
    }

    private static boolean isVideo(int status) {
        return status == 200 || status == RandomResponses.UNPAID_VIDEO;
    }

    /** Only a successful response is truncated: an error response is identified by its status. */
    private boolean isTruncated() {
        return ending.status() / 100 == 2
                && (ending.timedOut() || ending.failure().equals("ConnectionException"));
    }

    /** The headers of a successful response were received, and its first bytes were not. */
    private boolean isIncompleteSuccess() {
        return hasStatus(ending.status()) && isTruncatedAsExpected();
    }

    private boolean isTruncatedAsExpected() {
        if (ending.billing() != (ending.status() == 200 ? Billing.BILLED : Billing.UNKNOWN)) {
            return false;
        }
        return ending.timedOut()
                ? waitedForTheTimeout()
                : ending.disturbed()
                        || plan.reading() == ReadMode.SAVE_CLOSED_MEANWHILE
                        || last().broken(Fault.DISCONNECT_IN_BODY);
    }

    private boolean failedAsExpected() {
        if (!hasStatus(ending.status())) {
            return false;
        }
        ExpectedError expected = ExpectedError.of(ending.status());
        return ending.failure().equals(expected.type().getSimpleName()) && ending.billing() == expected.billing();
    }

    private boolean hasNoResponse() {
        boolean inTime =
                ending.timedOut() ? waitedForTheTimeout() : ending.failure().equals("ConnectionException");
        return inTime
                && switch (ending.billing()) {
                    case NOT_SENT -> requests.isEmpty();
                    case UNKNOWN -> ending.timedOut() || ending.disturbed() || !hasAcceptedRequest() || lacksStatus();
                    // Aborted before the next attempt was sent.
                    case NOT_BILLED -> !requests.isEmpty() && !hasAcceptedRequest();
                    case BILLED -> false;
                };
    }

    private boolean lacksStatus() {
        return last().fault().filter(WITHOUT_STATUS::contains).isPresent();
    }

    private boolean waitedForTheTimeout() {
        return ending.took().plus(TOLERANCE).compareTo(plan.limit()) >= 0;
    }

    private boolean hasStatus(int status) {
        return !requests.isEmpty() && last().hasStatus(status);
    }

    private SoakRequest last() {
        return requests.get(requests.size() - 1);
    }

    /** Whether a request was received that was not rate limited. */
    boolean hasAcceptedRequest() {
        return !requests.isEmpty() && !last().isRateLimited();
    }

    /** Whether the connection must have been cut before the sandbox could read the request. */
    boolean wasCutAtStart() {
        return ending.failure().equals("ConnectionException")
                && ending.kind() == OutcomeKind.FAILED
                && ending.billing() == Billing.UNKNOWN
                && !ending.disturbed()
                && !hasAcceptedRequest();
    }

    /** Whether a time limit passed although the sandbox did not stall: the machine was too slow. */
    boolean wasTooSlow() {
        return ending.timedOut()
                && ending.billing() == Billing.UNKNOWN
                && requests.stream()
                        .noneMatch(one -> one.broken(Fault.STALL_BEFORE_RESPONSE) || one.broken(Fault.STALL_IN_BODY));
    }

    /** Whether the sandbox charged for it. */
    boolean charged() {
        return !requests.isEmpty() && last().charged();
    }

    @Override
    public String toString() {
        return "call " + plan.number() + " (" + plan.operation().id() + ", " + plan.style() + ", " + plan.reading()
                + ", limit " + plan.limit() + ", aborted after " + plan.abortAfter() + ") ended after "
                + ending.took() + " in " + ending.outcome(plan.reading()) + " with status " + ending.status()
                + (ending.disturbed() ? ", interrupted" : "") + "; responses: " + requests;
    }
}

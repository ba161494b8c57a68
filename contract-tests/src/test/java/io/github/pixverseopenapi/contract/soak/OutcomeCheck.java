package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.contract.client.ClientCalls.Style;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.soak.CallOutcome.OutcomeKind;
import io.github.pixverseopenapi.contract.soak.ReceivedRequests.Arrival;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Compares how a call ended for its caller with what the sandbox got and answered. */
record OutcomeCheck(CallPlan plan, CallOutcome ending, List<Arrival> arrivals) {
    static final int RETRIES = 2;

    /** Alarms may come a trifle early: they count in whole milliseconds. */
    private static final Duration TRIFLE = Duration.ofMillis(5);

    private static final Set<Fault> WITHOUT_STATUS = EnumSet.of(
            Fault.DISCONNECT_AT_START,
            Fault.DISCONNECT_AFTER_REQUEST,
            Fault.EMPTY_RESPONSE,
            Fault.DISCONNECT_IN_HEADERS,
            Fault.GARBAGE);

    /** What does not fit together; empty if all does. */
    String problem() {
        if (arrivals.size() > 1 + RETRIES) {
            return "sent too often: " + this;
        }
        if (arrivals.stream().limit(Math.max(0, arrivals.size() - 1)).anyMatch(one -> !one.refusedForItsRate())) {
            return "sent again after an answer other than 429: " + this;
        }
        if (arrivals.stream()
                .anyMatch(one -> !one.operationId().equals(plan.operation().id()))) {
            return "sent to another operation: " + this;
        }
        return fits() ? "" : "the ending does not fit what was answered: " + this;
    }

    private boolean fits() {
        return switch (ending.kind()) {
            case READ -> video() && last().fault().isEmpty();
            case LEFT -> video();
            case BROKEN_OFF -> video() && brokenOff();
            case FAILED -> ending.status() == 0 ? unanswered() : isTruncated() ? truncated() : refused();
            case CANCELLED -> plan.givenUpAfter() != null && plan.style() == Style.ASYNC;
            case WRONG -> false;
        };
    }

    private boolean video() {
        return isVideo(ending.status()) && told(ending.status());
    }

    private static boolean isVideo(int status) {
        return status == 200 || status == RandomResponses.UNPAID_VIDEO;
    }

    /** Only a successful response is truncated: a refusal is known by its status. */
    private boolean isTruncated() {
        return ending.status() / 100 == 2
                && (ending.timedOut() || ending.failure().equals("ConnectionException"));
    }

    /** The head of a successful response came, and its first bytes did not. */
    private boolean truncated() {
        return told(ending.status()) && brokenOff();
    }

    private boolean brokenOff() {
        if (ending.billing() != (ending.status() == 200 ? Billing.BILLED : Billing.UNKNOWN)) {
            return false;
        }
        return ending.timedOut()
                ? waitedItsTime()
                : ending.disturbed()
                        || plan.reading() == ReadMode.SAVE_CLOSED_MEANWHILE
                        || last().broken(Fault.DISCONNECT_IN_BODY);
    }

    private boolean refused() {
        return told(ending.status()) && ExpectedRefusal.of(ending.status()).matches(ending);
    }

    private boolean unanswered() {
        boolean inTime = ending.timedOut() ? waitedItsTime() : ending.failure().equals("ConnectionException");
        return inTime
                && switch (ending.billing()) {
                    case NOT_SENT -> arrivals.isEmpty();
                    case UNKNOWN -> ending.timedOut() || ending.disturbed() || !arrivedUnrefused() || lostItsStatus();
                    // Given up before the next try was sent.
                    case NOT_BILLED -> !arrivals.isEmpty() && !arrivedUnrefused();
                    case BILLED -> false;
                };
    }

    private boolean lostItsStatus() {
        return last().fault().filter(WITHOUT_STATUS::contains).isPresent();
    }

    private boolean waitedItsTime() {
        return ending.took().plus(TRIFLE).compareTo(plan.limit()) >= 0;
    }

    private boolean told(int status) {
        return !arrivals.isEmpty() && last().told(status);
    }

    private Arrival last() {
        return arrivals.get(arrivals.size() - 1);
    }

    /** Whether a request arrived that was not refused for its rate. */
    boolean arrivedUnrefused() {
        return !arrivals.isEmpty() && !last().refusedForItsRate();
    }

    /** Whether the connection must have been cut before the sandbox could read the request. */
    boolean wasCutAtStart() {
        return ending.failure().equals("ConnectionException")
                && ending.kind() == OutcomeKind.FAILED
                && ending.billing() == Billing.UNKNOWN
                && !ending.disturbed()
                && !arrivedUnrefused();
    }

    /** Whether a time limit passed although the sandbox did not stall: the machine was too slow. */
    boolean wasTooSlow() {
        return ending.timedOut()
                && ending.billing() == Billing.UNKNOWN
                && arrivals.stream()
                        .noneMatch(one -> one.broken(Fault.STALL_BEFORE_RESPONSE) || one.broken(Fault.STALL_IN_BODY));
    }

    /** Whether the sandbox charged for it. */
    boolean charged() {
        return !arrivals.isEmpty() && last().charged();
    }

    @Override
    public String toString() {
        return "call " + plan.number() + " (" + plan.operation().id() + ", " + plan.style() + ", " + plan.reading()
                + ", limit " + plan.limit() + ", given up after " + plan.givenUpAfter() + ") ended after "
                + ending.took() + " in " + ending.outcome(plan.reading()) + " with status " + ending.status()
                + (ending.disturbed() ? ", interrupted" : "") + "; answered: " + arrivals;
    }

    /** What each refusal must become; written by hand, not taken from the document. */
    private record ExpectedRefusal(String exception, Billing billing) {

        static ExpectedRefusal of(int status) {
            return switch (status) {
                case 400 -> new ExpectedRefusal("BadRequestException", Billing.NOT_BILLED);
                case 401 -> new ExpectedRefusal("UnauthorizedException", Billing.NOT_BILLED);
                case 403 -> new ExpectedRefusal("ForbiddenException", Billing.NOT_BILLED);
                case 404 -> new ExpectedRefusal("NotFoundException", Billing.NOT_BILLED);
                case 406 -> new ExpectedRefusal("InsufficientCreditsException", Billing.NOT_BILLED);
                case 429 -> new ExpectedRefusal("RateLimitedException", Billing.NOT_BILLED);
                case 500 -> new ExpectedRefusal("ServerException", Billing.NOT_BILLED);
                case 502, 503, 504 -> new ExpectedRefusal("ServerException", Billing.UNKNOWN);
                default -> new ExpectedRefusal("UnexpectedResponseException", Billing.UNKNOWN);
            };
        }

        boolean matches(CallOutcome ending) {
            return ending.failure().equals(exception) && ending.billing() == billing;
        }
    }
}

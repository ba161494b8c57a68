package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The outcome of a call.
 *
 * @param kind one of the ways
 * @param failure the simple name of the exception; empty if there was none
 * @param status the response status that the client reports; 0 if there was none
 * @param billing the billing status of the exception; null if there was none
 * @param requestIds of the responses that the client received
 * @param disturbed whether the calling thread was interrupted before the end
 * @param took the duration of the call
 */
record CallOutcome(
        OutcomeKind kind,
        String failure,
        int status,
        Billing billing,
        List<String> requestIds,
        boolean disturbed,
        Duration took) {

    /** The ways to end. */
    enum OutcomeKind {
        /** All bytes of the video were read. */
        READ,
        /** The video was received, and its caller closed it early. */
        LEFT,
        /** The response was a video, and the transfer failed. */
        BROKEN_OFF,
        /** No video was received. */
        FAILED,
        /** The caller no longer waited. */
        CANCELLED,
        /** Anything that must not happen. */
        WRONG
    }

    static CallOutcome ofVideo(OutcomeKind kind, Video video) {
        return new CallOutcome(
                kind,
                "",
                video.metadata().statusCode(),
                null,
                video.metadata().requestId().stream().toList(),
                false,
                Duration.ZERO);
    }

    static CallOutcome failed(OutcomeKind kind, PixverseException failure) {
        return new CallOutcome(
                kind,
                failure.getClass().getSimpleName(),
                failure.statusCode(),
                failure.billing(),
                requestIds(failure),
                false,
                Duration.ZERO);
    }

    /** @param what for a person to read */
    static CallOutcome without(OutcomeKind kind, String what) {
        return new CallOutcome(kind, what, 0, null, List.of(), false, Duration.ZERO);
    }

    CallOutcome asDisturbed() {
        return new CallOutcome(kind, failure, status, billing, requestIds, true, took);
    }

    CallOutcome after(Duration time) {
        return new CallOutcome(kind, failure, status, billing, requestIds, disturbed, time);
    }

    /** Whether the caller had a video in hands. */
    boolean hadVideo() {
        return kind == OutcomeKind.READ || kind == OutcomeKind.LEFT || kind == OutcomeKind.BROKEN_OFF;
    }

    boolean timedOut() {
        return failure.equals("CallTimeoutException");
    }

    /** For the table at the end: one line for each kind of outcome. */
    String outcome(ReadMode reading) {
        return switch (kind) {
            case READ, LEFT ->
                "video, " + reading.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            case BROKEN_OFF -> "video, broken off: " + failure;
            case FAILED -> failure + " " + billing + (disturbed ? ", interrupted" : "");
            case CANCELLED -> "cancelled";
            case WRONG -> "WRONG: " + failure;
        };
    }

    /** The request ids in a failure and in the previous error responses. */
    private static List<String> requestIds(PixverseException failure) {
        List<String> ids = new ArrayList<>(failure.requestId().stream().toList());
        for (Throwable before : failure.getSuppressed()) {
            if (before instanceof PixverseException exception) {
                ids.addAll(requestIds(exception));
            }
        }
        return ids;
    }
}

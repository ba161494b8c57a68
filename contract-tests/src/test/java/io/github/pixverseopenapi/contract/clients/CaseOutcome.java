package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The outcome of a call for its caller.
 *
 * @param properties what a program prints: {@code outcome} and, where there is one, {@code error}, {@code billing},
 *     {@code status}, {@code requestId}, {@code bytes}, {@code message}, {@code violations}, {@code metadata},
 *     {@code saved}, {@code savedTo}, {@code shown}, {@code jobId}, {@code states}, {@code credits}, {@code result},
 *     {@code address} and {@code calls}, the outcomes of concurrent calls
 */
record CaseOutcome(JsonObject properties) {
    enum Ending {
        /** A complete video was received. */
        VIDEO,
        /** A complete response that is not a video was received. */
        REFUSED,
        /** The response was missing or incomplete. */
        FAILED,
        /** The client rejected the request before sending. */
        NOT_SENT,
        /** The caller cancelled the call. */
        CANCELLED,
        /** The client read something else than a video. */
        DONE
    }

    static CaseOutcome parse(String line) {
        return new CaseOutcome(JsonParser.parseString(line).getAsJsonObject());
    }

    String message() {
        return properties.has("message") ? properties.get("message").getAsString() : "";
    }

    /** Ending, status of a whole response and length, without what differs between languages. */
    String comparable() {
        Ending ending = Ending.valueOf(properties.get("outcome").getAsString());
        long status = ending == Ending.FAILED ? 0 : number("status");
        long bytes = number("bytes");
        return ending + (status == 0 ? "" : " " + status) + (bytes == 0 ? "" : ", " + bytes + " bytes");
    }

    private long number(String name) {
        return properties.has(name) ? properties.get(name).getAsLong() : 0;
    }
}

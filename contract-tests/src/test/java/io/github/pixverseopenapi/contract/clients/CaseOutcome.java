package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The outcome of a call for its caller.
 *
 * @param status the HTTP status of the response; 0 if there was none
 * @param bytes the length of the video; 0 if there is none
 * @param message the human-readable message
 */
record CaseOutcome(Ending kind, int status, long bytes, String message) {
    enum Ending {
        /** A complete video was received. */
        VIDEO,
        /** A complete response that is not a video was received. */
        REFUSED,
        /** The response was missing or incomplete. */
        FAILED,
        /** The client rejected the request before sending. */
        NOT_SENT
    }

    /** Reads what a program prints: {@code outcome} and, where there is one, {@code status}, {@code bytes}, {@code message}. */
    static CaseOutcome parse(String line) {
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();
        return new CaseOutcome(
                Ending.valueOf(json.get("outcome").getAsString()),
                json.has("status") ? json.get("status").getAsInt() : 0,
                json.has("bytes") ? json.get("bytes").getAsLong() : 0,
                json.has("message") ? json.get("message").getAsString() : "");
    }

    /** Without the message, whose wording differs between languages. */
    String comparable() {
        return kind + (status == 0 ? "" : " " + status) + (bytes == 0 ? "" : ", " + bytes + " bytes");
    }
}

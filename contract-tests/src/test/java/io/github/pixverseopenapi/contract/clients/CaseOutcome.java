package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * How a call ended for its caller.
 *
 * @param status the HTTP status of a video or refusal; 0 otherwise
 * @param bytes the length of the video; 0 if there is none
 * @param message what the caller was told, for people to read
 */
record CaseOutcome(Ending kind, int status, long bytes, String message) {
    enum Ending {
        /** A whole video came. */
        VIDEO,
        /** A whole answer came that is no video. */
        REFUSED,
        /** No whole answer came. */
        FAILED,
        /** The client refused to send the request. */
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

    /** Without the message, which each language words in its own way. */
    String comparable() {
        return kind + (status == 0 ? "" : " " + status) + (bytes == 0 ? "" : ", " + bytes + " bytes");
    }
}

package com.example.clips;

import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * A clip as it is stored.
 *
 * @param sentAt when the request was about to be sent
 * @param jobId the id of its job, once it is known
 */
record Clip(String id, TextToVideoRequest request, Instant sentAt, State state, Optional<String> jobId) {
    enum State {
        /** The request is being sent. */
        SENDING,
        /** The job is known. */
        SUBMITTED,
        /** The request may have been sent. It must not be sent again before the history of the account was searched. */
        UNCLEAR
    }
}

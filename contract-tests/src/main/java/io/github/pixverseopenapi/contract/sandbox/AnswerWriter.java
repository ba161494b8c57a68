package io.github.pixverseopenapi.contract.sandbox;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** Turns an answer into what the server sends, and arms the connection for its fault. */
final class AnswerWriter {

    private static final String REQUEST_ID = "x-request-id";

    /** The line break after the status, and a little of the first header. */
    private static final int PAST_STATUS = 5;

    private AnswerWriter() {}

    static MockResponse write(Answer answer, boolean withBody, SandboxConnection connection) {
        MockResponse.Builder response = new MockResponse.Builder()
                .code(answer.status())
                .headers(answer.wireHeaders())
                .setHeader(Provenance.HEADER, Provenance.SYNTHESISED.headerValue())
                .headersDelay(answer.delay().toNanos(), TimeUnit.NANOSECONDS);
        if (answer.wireHeaders().get(REQUEST_ID) == null) {
            response.setHeader(REQUEST_ID, UUID.randomUUID());
        }
        byte[] body = answer.body();
        if (withBody) {
            response.body(new Buffer().write(body));
        } else {
            response.setHeader("Content-Length", body.length);
        }
        answer.fault().ifPresent(fault -> apply(fault, response, connection));
        return response.build();
    }

    private static void apply(Fault fault, MockResponse.Builder response, SandboxConnection connection) {
        switch (fault) {
            case DISCONNECT_AT_START, DISCONNECT_AFTER_REQUEST -> connection.resetBeforeAnswer();
            case EMPTY_ANSWER -> connection.closeAfter(0);
            case DISCONNECT_IN_HEADERS -> connection.closeAfter(response.getStatus().length() + PAST_STATUS);
            case DISCONNECT_IN_BODY -> response.onResponseBody(new SocketEffect.CloseSocket());
            case STALL_BEFORE_ANSWER -> response.onResponseStart(SocketEffect.Stall.INSTANCE);
            case STALL_IN_BODY -> response.onResponseBody(SocketEffect.Stall.INSTANCE);
            case GARBAGE -> response.status("This line is not HTTP.")
                    .clearHeaders()
                    .body("")
                    .onResponseEnd(new SocketEffect.CloseSocket());
        }
    }
}

package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.sandbox.SandboxConnection.Break;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okio.Buffer;

/** Turns an answer into what the server sends, and arms the connection for its fault. */
final class ResponseWriter {

    private static final String REQUEST_ID = "x-request-id";

    /** The line break after the status, and a little of the first header. */
    private static final int PAST_STATUS = 5;

    private static final int LINE_BREAK = 2;

    private ResponseWriter() {}

    static MockResponse write(StubResponse answer, boolean withBody, SandboxConnection connection) {
        MockResponse.Builder response = new MockResponse.Builder()
                .code(answer.status())
                .headers(answer.wireHeaders())
                .setHeader(Provenance.HEADER, Provenance.SYNTHESISED.headerValue())
                .headersDelay(answer.delay().toNanos(), TimeUnit.NANOSECONDS);
        if (answer.wireHeaders().get(REQUEST_ID) == null) {
            response.setHeader(REQUEST_ID, UUID.randomUUID());
        }
        if (connection.request().endsConnection()) {
            response.setHeader("Connection", "close");
        }
        byte[] body = answer.body();
        if (withBody) {
            response.body(new Buffer().write(body));
        } else {
            response.setHeader("Content-Length", body.length);
        }
        int half = withBody ? body.length / 2 : 0;
        answer.fault().ifPresent(fault -> apply(fault, response, half, connection));
        return response.build();
    }

    private static void apply(
            Fault fault, MockResponse.Builder response, int halfOfBody, SandboxConnection connection) {
        switch (fault) {
            case DISCONNECT_AT_START, DISCONNECT_AFTER_REQUEST -> connection.breakAfter(0, Break.RESET);
            case EMPTY_ANSWER -> connection.breakAfter(0, Break.CLOSE);
            case DISCONNECT_IN_HEADERS ->
                connection.breakAfter(response.getStatus().length() + PAST_STATUS, Break.CLOSE);
            case DISCONNECT_IN_BODY -> connection.breakAfter(headLength(response) + halfOfBody, Break.CLOSE);
            case STALL_BEFORE_ANSWER -> connection.breakAfter(0, Break.STALL);
            case STALL_IN_BODY -> connection.breakAfter(headLength(response) + halfOfBody, Break.STALL);
            case GARBAGE -> {
                response.status("This line is not HTTP.").clearHeaders().body("");
                connection.breakAfter(headLength(response), Break.CLOSE);
            }
        }
    }

    /** Status line, headers and the empty line after them, in bytes. */
    private static int headLength(MockResponse.Builder response) {
        MockResponse built = response.build();
        return built.getStatus().length()
                + LINE_BREAK
                + (int) built.getHeaders().byteCount()
                + LINE_BREAK;
    }
}

package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ContentLength;
import io.github.pixverseopenapi.contract.sandbox.SandboxConnection.Break;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okio.Buffer;

/** Converts a stub response into the response of the server and arms the connection with its fault. */
final class ResponseWriter {

    static final String REQUEST_ID = "x-request-id";

    /** CRLF after the status line and the beginning of the first header. */
    private static final int BYTES_AFTER_STATUS = 5;

    private static final int CRLF_LENGTH = 2;

    private ResponseWriter() {}

    static MockResponse write(StubResponse response, boolean withBody, SandboxConnection connection) {
        MockResponse.Builder builder = new MockResponse.Builder()
                .code(response.status())
                .headers(response.wireHeaders())
                .setHeader(Provenance.HEADER, Provenance.SYNTHESISED.headerValue())
                .headersDelay(response.delay().toNanos(), TimeUnit.NANOSECONDS);
        if (response.wireHeaders().get(REQUEST_ID) == null) {
            builder.setHeader(REQUEST_ID, UUID.randomUUID());
        }
        if (connection.request().endsConnection()) {
            builder.setHeader("Connection", "close");
        }
        byte[] body = response.body();
        if (withBody) {
            builder.body(new Buffer().write(body));
        } else {
            builder.setHeader(ContentLength.NAME, body.length);
        }
        String ownLength = response.wireHeaders().get(ContentLength.NAME);
        if (ownLength != null) {
            builder.setHeader(ContentLength.NAME, ownLength);
            if (!ownLength.equals(String.valueOf(body.length))) {
                // The client cannot tell the end of this response from the beginning of the next one.
                connection.breakAfter(headLength(builder) + (withBody ? body.length : 0), Break.CLOSE);
            }
        }
        int position = withBody ? response.faultPosition() : 0;
        response.fault().ifPresent(fault -> apply(fault, builder, position, connection));
        return builder.build();
    }

    private static void apply(Fault fault, MockResponse.Builder builder, int bodyBytes, SandboxConnection connection) {
        switch (fault) {
            case DISCONNECT_AT_START, DISCONNECT_AFTER_REQUEST -> connection.breakAfter(0, Break.RESET);
            case EMPTY_RESPONSE -> connection.breakAfter(0, Break.CLOSE);
            case DISCONNECT_IN_HEADERS ->
                connection.breakAfter(builder.getStatus().length() + BYTES_AFTER_STATUS, Break.CLOSE);
            case DISCONNECT_IN_BODY -> connection.breakAfter(headLength(builder) + bodyBytes, Break.CLOSE);
            case STALL_BEFORE_RESPONSE -> connection.breakAfter(0, Break.STALL);
            case STALL_IN_BODY -> connection.breakAfter(headLength(builder) + bodyBytes, Break.STALL);
            case GARBAGE -> {
                builder.status("This line is not HTTP.").clearHeaders().body("");
                connection.breakAfter(headLength(builder), Break.CLOSE);
            }
        }
    }

    /** The length of status line, headers and empty line in bytes. */
    private static int headLength(MockResponse.Builder builder) {
        MockResponse built = builder.build();
        return built.getStatus().length()
                + CRLF_LENGTH
                + (int) built.getHeaders().byteCount()
                + CRLF_LENGTH;
    }
}

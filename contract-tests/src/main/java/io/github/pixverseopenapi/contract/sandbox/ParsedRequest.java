package io.github.pixverseopenapi.contract.sandbox;

import java.util.Optional;
import okhttp3.Headers;

/**
 * A request read from a connection.
 *
 * @param head the request line and the headers
 * @param body the bytes of the body without chunk framing; empty without a body or when malformed
 * @param freshConnection whether it is the first request on its connection
 * @param problem why the request is malformed, if it is; no further request can be read after it
 */
record ParsedRequest(RequestHead head, byte[] body, boolean freshConnection, Optional<RequestProblem> problem) {

    String method() {
        return head.method();
    }

    String path() {
        return head.path();
    }

    String query() {
        return head.query();
    }

    Headers headers() {
        return head.headers();
    }

    /** Whether the connection is closed after this request. */
    boolean endsConnection() {
        return problem.isPresent() || head.hasConnectionClose();
    }
}

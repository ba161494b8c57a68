package io.github.pixverseopenapi.contract.sandbox;

import java.util.Optional;
import okhttp3.Headers;

/**
 * A request that was read.
 *
 * @param head its first line and headers
 * @param body the bytes of its body, without the marks of chunks; empty when it had none or is malformed
 * @param freshConnection whether it is the first on its connection
 * @param problem what is malformed about it, if anything; then nothing can be read after it
 */
record ParsedRequest(RequestHead head, byte[] body, boolean freshConnection, Optional<RequestProblem> problem) {

    String method() {
        return head.method();
    }

    String path() {
        return head.path();
    }

    Headers headers() {
        return head.headers();
    }

    /** Whether nothing can come after it. */
    boolean endsConnection() {
        return problem.isPresent() || head.asksToClose();
    }
}

package io.github.pixverseopenapi.contract.sandbox;

import java.net.ProtocolException;

/** A request is malformed, so its end or its target is unknown. */
final class MalformedRequestException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private final int status;

    MalformedRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    RequestProblem problem() {
        return new RequestProblem(status, getMessage());
    }
}

package io.github.pixverseopenapi.client;

/** The time limit passed. See {@link #billing()} for whether the request had left by then. */
public final class CallTimeoutException extends PixverseException {
    private static final long serialVersionUID = 1L;

    CallTimeoutException(Failure failure) {
        super(failure);
    }
}

package io.github.pixverseopenapi.client;

/** A timeout passed. See {@link #billing()} for whether the request was sent by then. */
public final class CallTimeoutException extends PixverseException {
    private static final long serialVersionUID = 1L;

    CallTimeoutException(Failure failure) {
        super(failure);
    }
}

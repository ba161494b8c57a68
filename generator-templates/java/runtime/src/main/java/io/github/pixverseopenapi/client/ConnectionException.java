package io.github.pixverseopenapi.client;

/**
 * No complete response came: the service could not be reached, or the connection broke. See {@link #billing()} for
 * whether the request was sent.
 */
public final class ConnectionException extends PixverseException {
    private static final long serialVersionUID = 1L;

    ConnectionException(Failure failure) {
        super(failure);
    }
}

package io.github.pixverseopenapi.client;

/** The service failed (500 and above). After 502 and 504 the job may still be running: see {@link #billing()}. */
public final class ServerException extends PixverseException {
    private static final long serialVersionUID = 1L;

    ServerException(Failure failure) {
        super(failure);
    }
}

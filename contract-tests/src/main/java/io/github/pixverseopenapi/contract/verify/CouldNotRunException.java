package io.github.pixverseopenapi.contract.verify;

/** The service cannot be verified; the message states the reason in one sentence. */
public final class CouldNotRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CouldNotRunException(String message) {
        super(message);
    }

    CouldNotRunException(String message, Throwable cause) {
        super(message, cause);
    }
}

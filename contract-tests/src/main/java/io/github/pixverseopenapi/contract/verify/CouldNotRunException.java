package io.github.pixverseopenapi.contract.verify;

/** The service cannot be checked at all; the message says why in one sentence. */
public final class CouldNotRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CouldNotRunException(String message) {
        super(message);
    }

    CouldNotRunException(String message, Throwable cause) {
        super(message, cause);
    }
}

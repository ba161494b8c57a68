package io.github.pixverseopenapi.contract.sandbox;

/** The sandbox could not start; the message says why in one sentence. */
public final class SandboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.github.pixverseopenapi.contract.sandbox;

/** The sandbox cannot start; the message states the reason in one sentence. */
public final class SandboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}

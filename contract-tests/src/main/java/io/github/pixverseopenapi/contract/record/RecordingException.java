package io.github.pixverseopenapi.contract.record;

/** A call cannot be recorded; the message states the reason and never contains an API key. */
public final class RecordingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecordingException(String message) {
        super(message);
    }

    RecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}

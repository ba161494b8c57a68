package io.github.pixverseopenapi.contract.record;

/** Recording cannot go on; the message says why, in words for whoever started it, and never holds a key. */
public final class RecordingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecordingException(String message) {
        super(message);
    }

    RecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.github.pixverseopenapi.contract.demo;

/** The demo cannot go on; the message says why in one line for the person who started it. */
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }
}

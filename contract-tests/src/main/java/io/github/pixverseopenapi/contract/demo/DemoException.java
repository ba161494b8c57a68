package io.github.pixverseopenapi.contract.demo;

/** The demo cannot continue; the message states the reason in one line. */
final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoException(String message) {
        super(message);
    }
}

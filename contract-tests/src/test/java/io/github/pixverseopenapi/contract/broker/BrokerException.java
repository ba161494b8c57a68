package io.github.pixverseopenapi.contract.broker;

/** A failure of the broker; the message is one line for the user, without credentials. */
final class BrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerException(String message) {
        super(message);
    }
}

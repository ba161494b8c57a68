package io.github.pixverseopenapi.client;

/** The service sent a response that the document does not describe. */
public final class UnexpectedResponseException extends PixverseException {
    private static final long serialVersionUID = 1L;

    UnexpectedResponseException(Failure failure) {
        super(failure);
    }
}

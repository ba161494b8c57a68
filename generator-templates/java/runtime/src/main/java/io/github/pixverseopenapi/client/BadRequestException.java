package io.github.pixverseopenapi.client;

/** The service found the request wrong (400). Correct it before asking again. */
public final class BadRequestException extends PixverseException {
    private static final long serialVersionUID = 1L;

    BadRequestException(Failure failure) {
        super(failure);
    }
}

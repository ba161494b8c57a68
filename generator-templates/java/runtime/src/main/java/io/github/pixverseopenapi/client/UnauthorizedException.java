package io.github.pixverseopenapi.client;

/** The API key is missing or not valid (401). */
public final class UnauthorizedException extends PixverseException {
    private static final long serialVersionUID = 1L;

    UnauthorizedException(Failure failure) {
        super(failure);
    }
}

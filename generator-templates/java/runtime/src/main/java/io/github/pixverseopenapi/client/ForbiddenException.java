package io.github.pixverseopenapi.client;

/** The API key is valid but may not do this (403). */
public final class ForbiddenException extends PixverseException {
    private static final long serialVersionUID = 1L;

    ForbiddenException(Failure failure) {
        super(failure);
    }
}

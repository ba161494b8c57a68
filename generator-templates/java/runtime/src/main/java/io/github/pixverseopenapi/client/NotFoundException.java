package io.github.pixverseopenapi.client;

/** There is no such endpoint or model (404). */
public final class NotFoundException extends PixverseException {
    private static final long serialVersionUID = 1L;

    NotFoundException(Failure failure) {
        super(failure);
    }
}

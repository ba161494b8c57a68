package io.github.pixverseopenapi.client;

/**
 * The service refused the request with 406: too few credits, as documented. The status is reported for other refusals
 * too, such as a value that is not accepted or a team's spending limit; the message holds the service's words.
 */
public final class InsufficientCreditsException extends PixverseException {
    private static final long serialVersionUID = 1L;

    InsufficientCreditsException(Failure failure) {
        super(failure);
    }
}

package io.github.pixverseopenapi.client;

import java.time.Duration;
import java.util.Optional;

/** Too many requests in a short time (429). The request was refused, so asking again later is safe. */
public final class RateLimitedException extends PixverseException {
    private static final long serialVersionUID = 1L;

    /**
     * The wait that was asked for; null if none was.
     *
     * @serial
     */
    private final Duration retryAfter;

    RateLimitedException(Failure failure) {
        super(failure);
        this.retryAfter = failure.retryAfter;
    }

    /**
     * How long the service asks to wait before the next request.
     *
     * @return the time from the moment of the answer, or empty if the service gave none that makes sense
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}

package io.github.pixverseopenapi.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Too many requests in a short time (429). The request was refused, so sending it again later is safe. */
public final class RateLimitedException extends PixverseException {
    private static final long serialVersionUID = 1L;

    /**
     * The delay that the service gave; null if it gave none.
     *
     * @serial
     */
    private final @Nullable Duration retryAfter;

    RateLimitedException(Failure failure) {
        super(failure);
        this.retryAfter = failure.retryAfter;
    }

    /**
     * How long to wait before the next request, as the service says.
     *
     * @return the time from the moment of the response, or empty if the service gave no valid one
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}

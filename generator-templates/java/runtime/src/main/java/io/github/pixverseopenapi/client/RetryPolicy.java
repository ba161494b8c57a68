package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Which failures are retried, and after how long: only requests that were certainly not sent, or that the service
 * refused with 429.
 */
final class RetryPolicy {
    private static final long FIRST_WAIT_MILLIS = 1_000;
    private static final long MAX_WAIT_MILLIS = 30_000;
    private static final int MAX_DOUBLINGS = 10;

    private final int retries;
    private final DoubleSupplier random;

    /** @param random between 0 and 1 */
    RetryPolicy(int retries, DoubleSupplier random) {
        this.retries = retries;
        this.random = random;
    }

    /** Whether the failure is not billed and may be temporary. */
    boolean mayRetry(PixverseException failure) {
        return (failure instanceof RateLimitedException && failure.billing() == Billing.NOT_BILLED)
                || (failure instanceof ConnectionException
                        && failure.billing() == Billing.NOT_SENT
                        && mayPass(failure.getCause()));
    }

    /** A certificate, or code of the user that throws, is the same at the next attempt. */
    static boolean mayPass(@Nullable Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof SSLException)
                && !(cause instanceof SendInterceptor.UntrackedRequestException);
    }

    /** The delay before retry number {@code retry}, counted from 1; empty if there is none left. */
    Optional<Duration> waitBefore(int retry, PixverseException failure) {
        if (retry > retries || !mayRetry(failure)) {
            return Optional.empty();
        }
        Duration wait = jitter(Math.min(FIRST_WAIT_MILLIS << Math.min(retry - 1, MAX_DOUBLINGS), MAX_WAIT_MILLIS));
        return Optional.of(RetryAfter.orLonger(wait, failure));
    }

    /** Between half and all of it, so that clients that failed together do not retry together. */
    private Duration jitter(long waitMillis) {
        return Duration.ofMillis((long) (waitMillis * (0.5 + random.getAsDouble() / 2)));
    }
}

package io.github.pixverseopenapi.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** The delay that a refusal gives: {@code Retry-After} (RFC 9110 §10.2.3), or the header that the document names. */
final class RetryAfter {
    private RetryAfter() {}

    /** The delay, never negative; null if there is no valid one. */
    static @Nullable Duration in(Headers headers, Instant now) {
        Duration wait = retryAfter(headers.get("Retry-After"), now);
        for (int i = 0; wait == null && i < ApiConstants.RESET_HEADERS.length; i++) {
            wait = until(UtcTime.parse(headers.get(ApiConstants.RESET_HEADERS[i])), now);
        }
        return wait;
    }

    /**
     * The delay before the next attempt: our own, or that of the refusal if it is longer, and then a tenth of our own more,
     * so that clients that were told the same time do not return together.
     */
    static Duration orLonger(Duration own, PixverseException failure) {
        Duration requested = failure instanceof RateLimitedException
                ? ((RateLimitedException) failure).retryAfter().orElse(Duration.ZERO)
                : Duration.ZERO;
        return requested.compareTo(own) > 0 ? requested.plus(own.dividedBy(10)) : own;
    }

    private static @Nullable Duration retryAfter(@Nullable String value, Instant now) {
        if (value == null) {
            return null;
        }
        if (value.trim().matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value.trim()));
        }
        try {
            return until(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.trim())), now);
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static @Nullable Duration until(@Nullable Instant time, Instant now) {
        return time == null ? null : time.isAfter(now) ? Duration.between(now, time) : Duration.ZERO;
    }
}

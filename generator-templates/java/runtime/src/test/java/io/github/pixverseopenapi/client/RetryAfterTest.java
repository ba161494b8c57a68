package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("pit-calls")
class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -",
                "20, -, PT20S",
                "' 20 ', -, PT20S",
                "0, -, PT0S",
                "999999999, -, PT999999999S",
                "1000000000, -, -",
                "-5, -, -",
                "soon, -, -",
                "'Sat, 21 Nov 2026 12:00:40 GMT', -, PT40S",
                "'Sat, 21 Nov 2026 11:00:00 GMT', -, PT0S",
                "-, 2026-11-21T12:00:30Z, PT30S",
                "-, 2026-11-21T13:00:30+01:00, PT30S",
                "-, 2026-11-21 12:00:30.5, PT30.5S",
                "-, 2026-11-21T11:59:59Z, PT0S",
                "-, 2026-11-21T12:00:00Z, PT0S",
                "-, tomorrow, -",
                "soon, 2026-11-21T12:00:30Z, PT30S",
                "20, 2026-11-21T12:00:30Z, PT20S"
            })
    void in_headers_returnsTheValidWait(String retryAfter, String resetAt, Duration wait) {
        Headers.Builder headers = new Headers.Builder();
        if (retryAfter != null) {
            headers.add("Retry-After", retryAfter);
        }
        if (resetAt != null) {
            headers.add("x-rate-limit-reset-at-utc", resetAt);
        }
        assertThat(RetryAfter.in(headers.build(), NOW)).isEqualTo(wait);
    }

    @Test
    void orLonger_isTheOwnDelayUnlessTheServiceRequestsALongerOne() {
        Duration own = Duration.ofSeconds(10);
        Failure failure = Failure.refused(Operation.GET_JOB_STATUS, 429, Billing.UNKNOWN, "a reason", null);

        assertThat(RetryAfter.orLonger(own, new ServerException(failure))).isEqualTo(own);
        assertThat(RetryAfter.orLonger(own, new RateLimitedException(failure))).isEqualTo(own);
        assertThat(RetryAfter.orLonger(own, new RateLimitedException(failure.retryAfter(own))))
                .isEqualTo(own);
        assertThat(RetryAfter.orLonger(own, new RateLimitedException(failure.retryAfter(Duration.ofSeconds(20)))))
                .hasSeconds(21);
    }
}

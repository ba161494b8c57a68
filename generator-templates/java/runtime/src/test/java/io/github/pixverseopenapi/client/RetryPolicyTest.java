package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("pit-calls")
class RetryPolicyTest {
    private static final Operation OPERATION = Operation.TEXT_TO_VIDEO;

    private static RateLimitedException rejected(Billing billing, Duration retryAfter) {
        return new RateLimitedException(
                Failure.noResponse(OPERATION, billing, "too many", null).retryAfter(retryAfter));
    }

    private static Failure noResponse(Billing billing, Throwable cause) {
        return Failure.noResponse(OPERATION, billing, "gone", cause);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(rejected(Billing.NOT_BILLED, null), true),
                Arguments.of(rejected(Billing.UNKNOWN, null), false),
                Arguments.of(new ConnectionException(noResponse(Billing.NOT_SENT, new IOException())), true),
                Arguments.of(new ConnectionException(noResponse(Billing.NOT_SENT, new SSLException("no"))), false),
                Arguments.of(
                        new ConnectionException(
                                noResponse(Billing.NOT_SENT, new SendInterceptor.UntrackedRequestException())),
                        false),
                Arguments.of(
                        new ConnectionException(
                                noResponse(Billing.NOT_SENT, new IllegalStateException("an interceptor's own"))),
                        false),
                Arguments.of(new ConnectionException(noResponse(Billing.UNKNOWN, new IOException())), false),
                Arguments.of(new CallTimeoutException(noResponse(Billing.NOT_SENT, null)), false),
                Arguments.of(new ServerException(noResponse(Billing.NOT_BILLED, null)), false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void mayRetry_isTrueOnlyForUnbilledTemporaryFailures(PixverseException failure, boolean expected) {
        RetryPolicy policy = new RetryPolicy(1, () -> 1);
        assertThat(policy.mayRetry(failure)).isEqualTo(expected);
        assertThat(policy.waitBefore(1, failure).isPresent()).isEqualTo(expected);
    }

    @Test
    void waitBefore_anAttemptBeyondTheLast_isNone() {
        RetryPolicy policy = new RetryPolicy(2, () -> 1);
        assertThat(policy.waitBefore(2, rejected(Billing.NOT_BILLED, null))).isPresent();
        assertThat(policy.waitBefore(3, rejected(Billing.NOT_BILLED, null))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1000",
        "2, 1, 2000",
        "3, 1, 4000",
        "5, 1, 16000",
        "6, 1, 30000",
        "64, 1, 30000",
        "100, 1, 30000",
        "1, 0, 500",
        "1, 0.5, 750",
        "3, 0.5, 3000",
        "6, 0, 15000"
    })
    void waitBefore_growsToHalfAMinute_andIsAtLeastHalfOfThat(int retry, double random, long millis) {
        assertThat(new RetryPolicy(100, () -> random).waitBefore(retry, rejected(Billing.NOT_BILLED, null)))
                .contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "999, 1000", "1000, 1000", "1001, 1101", "20000, 20100"})
    void waitBefore_withRetryAfter_isSlightlyLonger(long retryAfter, long millis) {
        assertThat(new RetryPolicy(1, () -> 1)
                        .waitBefore(1, rejected(Billing.NOT_BILLED, Duration.ofMillis(retryAfter))))
                .contains(Duration.ofMillis(millis));
    }
}

package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.CallTimeoutException;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.ManualTicker;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.RateLimitedException;
import io.github.pixverseopenapi.client.ServerException;
import io.github.pixverseopenapi.contract.client.ClientCalls;
import io.github.pixverseopenapi.contract.client.ClientCalls.Call;
import io.github.pixverseopenapi.contract.client.ClientCalls.Style;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.RefusingPort;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import okhttp3.OkHttpClient;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    private static final String TOO_MANY = "429 Too Many Requests";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Call CALL = ClientCalls.all().get(0);

    private final ManualTicker time = new ManualTicker(Clock.fixed(NOW, ZoneOffset.UTC));

    static List<Call> calls() {
        return ClientCalls.all();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_rateLimitedTwice_isRetriedTwice(Call call) {
        try (RawServer server = new RawServer(ServerBehaviors.status(TOO_MANY), ServerBehaviors.status(TOO_MANY));
                PixverseClient client =
                        RawClients.builder(server, time).maxRetries(2).build()) {
            call.on(client).close();
            assertThat(server.requests()).hasSize(3);
        }
        assertThat(time.waits()).hasSize(2);
        assertThat(time.waits().get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(time.waits().get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_rejectedOnEveryAttempt_reportsTheFirstError(Call call) {
        try (RawServer server = new RawServer(
                        ServerBehaviors.status(TOO_MANY + "\r\nx-request-id: first"),
                        ServerBehaviors.status(TOO_MANY + "\r\nx-request-id: second"),
                        ServerBehaviors.status(TOO_MANY + "\r\nx-request-id: third"));
                PixverseClient client =
                        RawClients.builder(server, time).maxRetries(2).build()) {
            RateLimitedException failure = catchThrowableOfType(RateLimitedException.class, () -> call.on(client));
            assertThat(failure.requestId()).contains("first");
            assertThat(failure.getSuppressed()).hasSize(2);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_rejectedThenFailed_reportsWhatMayBeBilled(Call call) {
        try (RawServer server =
                        new RawServer(ServerBehaviors.status(TOO_MANY), ServerBehaviors.status("502 Bad Gateway"));
                PixverseClient client =
                        RawClients.builder(server, time).maxRetries(5).build()) {
            ServerException failure = catchThrowableOfType(ServerException.class, () -> call.on(client));
            assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
            assertThat(failure.getSuppressed()).hasOnlyElementsOfType(RateLimitedException.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_withoutRetries_isSentOnce(Call call) {
        try (RawServer server = new RawServer(ServerBehaviors.status(TOO_MANY));
                PixverseClient client =
                        RawClients.builder(server, time).maxRetries(0).build()) {
            assertThat(catchThrowableOfType(RateLimitedException.class, () -> call.on(client)))
                    .isNotNull();
            assertThat(server.requests()).hasSize(1);
        }
        assertThat(time.waits()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_connectionRefused_isRetriedAndReportsThatNothingWasSent(Call call) {
        try (RefusingPort closedPort = new RefusingPort();
                PixverseClient client =
                        RawClients.builder(closedPort.url(), time).maxRetries(4).build()) {
            ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> call.on(client));
            assertThat(failure.billing()).isEqualTo(Billing.NOT_SENT);
            assertThat(failure).hasMessageContaining("no connection could be made");
            assertThat(failure.getSuppressed()).hasSize(4);
        }
        assertThat(time.waits()).hasSize(4);
    }

    /** The wait is the server's Retry-After, increased slightly to avoid an early retry. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After: 20 | 20",
                "Retry-After:  20  | 20",
                "Retry-After: Sat, 21 Nov 2026 12:00:40 GMT | 40",
                "x-rate-limit-reset-at-utc: 2026-11-21T12:00:30Z | 30",
                "x-rate-limit-reset-at-utc: 2026-11-21T12:00:30 | 30",
                "x-rate-limit-reset-at-utc: 2026-11-21 12:00:30.5 | 30.5",
                "x-rate-limit-reset-at-utc: 2026-11-21T13:00:30+01:00 | 30"
            })
    void call_withRetryAfter_waitsThatLong(String header, double seconds) {
        try (RawServer server = new RawServer(ServerBehaviors.status(TOO_MANY + "\r\n" + header));
                PixverseClient client = RawClients.builder(server, time).build()) {
            CALL.on(client).close();
            assertThat(server.requests()).hasSize(2);
        }
        assertThat(time.waits())
                .singleElement()
                .satisfies(wait -> assertThat(wait.toMillis() / 1000.0)
                        .isGreaterThanOrEqualTo(seconds)
                        .isCloseTo(seconds, Percentage.withPercentage(11)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Retry-After: soon",
                "Retry-After: -5",
                "Retry-After: 99999999999999999999",
                "Retry-After: 0",
                "Retry-After: ",
                "Retry-After: Sat, 21 Nov 2026 11:00:00 GMT",
                "Retry-After: 31 Feb 2026",
                "x-rate-limit-reset-at-utc: tomorrow",
                "x-rate-limit-reset-at-utc: 2026-11-21T11:59:59Z"
            })
    void call_invalidOrPastRetryAfter_waitsTheDefaultTime(String header) {
        try (RawServer server = new RawServer(ServerBehaviors.status(TOO_MANY + "\r\n" + header));
                PixverseClient client = RawClients.builder(server, time).build()) {
            CALL.on(client).close();
            assertThat(server.requests()).hasSize(2);
        }
        assertThat(time.waits())
                .singleElement()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Retry-After: 604800", "x-rate-limit-reset-at-utc: 2026-11-28T12:00:00Z"})
    void call_retryAfterOfAWeek_failsImmediatelyAndReportsIt(String header) {
        try (RawServer server = new RawServer(ServerBehaviors.status(TOO_MANY + "\r\n" + header));
                PixverseClient client = RawClients.builder(server, time).build()) {
            RateLimitedException failure = catchThrowableOfType(RateLimitedException.class, () -> CALL.on(client));
            assertThat(failure.retryAfter()).contains(Duration.ofDays(7));
            assertThat(server.requests()).hasSize(1);
        }
        assertThat(time.waits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void call_withManyRetries_neverExceedsItsTimeout(int retries) {
        Duration limit = Duration.ofSeconds(45);
        try (RefusingPort closedPort = new RefusingPort();
                PixverseClient client = RawClients.builder(closedPort.url(), time)
                        .maxRetries(retries)
                        .timeout(limit)
                        .build()) {
            assertThat(catchThrowableOfType(ConnectionException.class, () -> CALL.on(client)))
                    .isNotNull();
        }
        assertThat(time.waits().stream().reduce(Duration.ZERO, Duration::plus)).isLessThan(limit);
        assertThat(time.waits())
                .hasSizeLessThanOrEqualTo(retries)
                .allSatisfy(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(30)));
    }

    /** A request was sent and rejected, which is worse than the first attempt's connection failure. */
    @ParameterizedTest
    @MethodSource("calls")
    void call_unreachableThenRejected_reportsTheError(Call call) {
        OkHttpClient http = FailingConnections.client(FailingConnections.failed(new ConnectException("not yet")));
        try (RawServer server = new RawServer(ServerBehaviors.status(TOO_MANY), ServerBehaviors.status(TOO_MANY));
                PixverseClient client = RawClients.builder(server, time)
                        .httpClient(http)
                        .maxRetries(2)
                        .build()) {
            RateLimitedException failure = catchThrowableOfType(RateLimitedException.class, () -> call.on(client));
            assertThat(failure.billing()).isEqualTo(Billing.NOT_BILLED);
            assertThat(failure.getSuppressed())
                    .hasExactlyElementsOfTypes(ConnectionException.class, RateLimitedException.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    /** Neither a failure that is tried again nor one that is not may claim that nothing was ever sent. */
    @ParameterizedTest
    @MethodSource("calls")
    void call_rejectedThenUnreachable_reportsTheError(Call call) {
        for (IOException unreachable : List.of(new ConnectException("gone"), new SSLException("no longer trusted"))) {
            OkHttpClient http =
                    FailingConnections.client(FailingConnections.granted(), FailingConnections.failed(unreachable));
            try (RawServer server = new RawServer(ServerBehaviors.status(TOO_MANY));
                    PixverseClient client = RawClients.builder(server, time)
                            .httpClient(http)
                            .maxRetries(1)
                            .build()) {
                RateLimitedException failure = catchThrowableOfType(RateLimitedException.class, () -> call.on(client));
                assertThat(failure.billing()).isEqualTo(Billing.NOT_BILLED);
                assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(ConnectionException.class);
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_timedOutBeforeTheRetryIsSent_reportsTheFirstError(Call call) {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        OkHttpClient http =
                FailingConnections.client(FailingConnections.granted(), FailingConnections.stalled(connecting, end));
        try (RawServer server = new RawServer(ServerBehaviors.status(TOO_MANY));
                PixverseClient client =
                        RawClients.builder(server, time).httpClient(http).build()) {
            CallTimeoutException failure =
                    catchThrowableOfType(CallTimeoutException.class, () -> call.on(client, Duration.ofMillis(1_500)));
            assertThat(failure.billing()).isEqualTo(Billing.NOT_BILLED);
            assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(RateLimitedException.class);
            assertThat(server.requests()).hasSize(1);
        } finally {
            end.countDown();
        }
        assertThat(connecting.getCount()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void blockingCall_interruptedBeforeTheRetryIsSent_reportsTheFirstError(Operation operation)
            throws InterruptedException {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        OkHttpClient http =
                FailingConnections.client(FailingConnections.granted(), FailingConnections.stalled(connecting, end));
        AtomicReference<ConnectionException> outcome = new AtomicReference<>();
        try (RawServer server = new RawServer(ServerBehaviors.status(TOO_MANY));
                PixverseClient client =
                        RawClients.builder(server, time).httpClient(http).build()) {
            Thread caller = new Thread(() -> outcome.set(catchThrowableOfType(
                    ConnectionException.class, () -> new Call(operation, Style.BLOCKING).on(client))));
            caller.start();
            connecting.await();
            caller.interrupt();
            caller.join();
            assertThat(outcome.get().billing()).isEqualTo(Billing.NOT_BILLED);
            assertThat(outcome.get()).hasMessageContaining("interrupted");
            assertThat(outcome.get().getSuppressed()).hasExactlyElementsOfTypes(RateLimitedException.class);
            assertThat(server.requests()).hasSize(1);
        } finally {
            end.countDown();
        }
    }
}

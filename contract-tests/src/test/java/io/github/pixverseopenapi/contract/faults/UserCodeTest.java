package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.CallTimeoutException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.ClientCalls;
import io.github.pixverseopenapi.contract.client.ClientCalls.Call;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Code of users that runs inside a call: interceptors, event listeners, callbacks and executors. */
@Tag("pit-calls")
@Execution(ExecutionMode.CONCURRENT)
class UserCodeTest {
    private static final Call CALL = ClientCalls.all().get(0);

    static Stream<Arguments> codeAndCalls() {
        return Stream.of(UserCodeScenario.values())
                .flatMap(code -> ClientCalls.all().stream().map(call -> Arguments.of(code, call)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("codeAndCalls")
    void call_withAnInterceptor_isSentAtMostOnceAndLeavesNoConnection(UserCodeScenario code, Call call) {
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server)
                        .httpClient(code.client())
                        .maxRetries(3)
                        .build()) {
            if (code.failure() == null) {
                try (Video video = call.on(client)) {
                    assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
                }
            } else {
                PixverseException failure = catchThrowableOfType(PixverseException.class, () -> call.on(client));
                assertThat(failure).isExactlyInstanceOf(code.failure());
                assertThat(failure.billing()).isEqualTo(code.billing());
            }
            assertThat(server.requests()).hasSize(code.requests());
            await().until(() -> server.openConnections() == 0);
        }
    }

    /** Each event of a listener by its name. */
    static Stream<String> events() {
        return Arrays.stream(EventListener.class.getMethods())
                .filter(method -> method.getDeclaringClass() == EventListener.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && method.getReturnType() == void.class)
                .map(Method::getName)
                .distinct()
                .sorted(Comparator.naturalOrder());
    }

    @ParameterizedTest
    @MethodSource("events")
    void call_whoseEventListenerThrows_returnsAVideoOrThrowsAPixverseExceptionAndIsSentAtMostOnce(String event)
            throws Exception {
        OkHttpClient http = new OkHttpClient.Builder()
                .eventListener(ThrowingListeners.throwingAt(event))
                .build();
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server)
                        .httpClient(http)
                        .maxRetries(0)
                        .build()) {
            try (Video video = CALL.on(client)) {
                assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
            } catch (PixverseException failure) {
                assertThat(failure.billing()).isIn(ThrowingListeners.possible(event));
                assertThat(failure.billing() == Billing.NOT_SENT
                                && !server.requests().isEmpty())
                        .as("a false NOT_SENT")
                        .isFalse();
            }
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
            await().until(() -> server.openConnections() == 0);
        }
    }

    /** A callback that blocks once held up the time limits of all other calls. */
    @Test
    void callbacks_thatBlock_delayNoOtherCallAndNoTimeout() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RawServer server =
                        new RawServer(ServerBehaviors.stallBeforeResponse(), ServerBehaviors.stallBeforeResponse());
                PixverseClient client =
                        RawClients.builder(server).maxConcurrency(1).build()) {
            CompletableFuture<Void> blocked = ClientCalls.async(client, CALL.operation(), Duration.ofMillis(100))
                    .handle((video, failure) -> {
                        awaitQuietly(end);
                        return null;
                    });
            assertThatThrownBy(() -> ClientCalls.async(client, CALL.operation(), Duration.ofMillis(100))
                            .join())
                    .hasCauseInstanceOf(CallTimeoutException.class);
            ClientCalls.async(client, CALL.operation(), null).join().close();
            assertThat(blocked).isNotDone();
            end.countDown();
            blocked.join();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void callback_onAnExecutorThatRejects_failsItsOwnFutureOnly() {
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build()) {
            CompletableFuture<Video> video = ClientCalls.async(client, CALL.operation(), null);
            CompletableFuture<Integer> rejected = video.thenApplyAsync(each -> 1, task -> {
                throw new RejectedExecutionException("full");
            });
            assertThatThrownBy(rejected::join).hasCauseInstanceOf(RejectedExecutionException.class);
            video.join().close();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void future_thatTimesOutWhileARetryWaits_sendsNothingMore() {
        try (RawServer server = new RawServer(ServerBehaviors.status("429 Too Many Requests\r\nRetry-After: 2"));
                PixverseClient client = PixverseClient.builder()
                        .apiKey(RawClients.KEY)
                        .baseUrl(server.url())
                        .build()) {
            CompletableFuture<Video> video =
                    ClientCalls.async(client, CALL.operation(), null).orTimeout(600, TimeUnit.MILLISECONDS);
            assertThatThrownBy(video::join).hasCauseInstanceOf(TimeoutException.class);
            await().during(Duration.ofMillis(2_600))
                    .until(() -> server.requests().size() == 1);
        }
    }

    @Test
    void future_completedByTheUserWhileWaitingForTheResponse_closesTheConnection() {
        try (RawServer server = new RawServer(ServerBehaviors.stallBeforeResponse());
                PixverseClient client = RawClients.builder(server).build()) {
            CompletableFuture<Video> video = ClientCalls.async(client, CALL.operation(), null);
            await().until(() -> server.requests().size() == 1);
            assertThat(video.completeExceptionally(new IllegalStateException("enough")))
                    .isTrue();
            await().until(() -> server.openConnections() == 0);
            assertThatThrownBy(video::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void connection_ofACall_sendsWithoutDelay() {
        AtomicReference<Boolean> noDelay = new AtomicReference<>();
        OkHttpClient http = new OkHttpClient.Builder()
                .eventListener(new EventListener() {
                    private Connection connection;

                    @Override
                    public void connectionAcquired(okhttp3.Call call, Connection acquired) {
                        connection = acquired;
                    }

                    @Override
                    public void requestHeadersStart(okhttp3.Call call) {
                        try {
                            noDelay.set(connection.socket().getTcpNoDelay());
                        } catch (java.net.SocketException e) {
                            throw new AssertionError(e);
                        }
                    }
                })
                .build();
        try (RawServer server = new RawServer();
                PixverseClient client =
                        RawClients.builder(server).httpClient(http).build()) {
            CALL.on(client).close();
        }
        assertThat(noDelay).hasValue(true);
    }

    @ParameterizedTest
    @EnumSource(ClientCalls.Style.class)
    void calls_moreThanRunAtOnce_eachHaveTheirWholeTimeout(ClientCalls.Style style) {
        Duration latency = Duration.ofMillis(300);
        RawServer.Behaviour slow = connection -> {
            Thread.sleep(latency.toMillis());
            ServerBehaviors.video().handle(connection);
        };
        int calls = 12;
        try (RawServer server =
                        new RawServer(Stream.generate(() -> slow).limit(calls).toArray(RawServer.Behaviour[]::new));
                PixverseClient client = RawClients.builder(server)
                        .maxConcurrency(2)
                        .timeout(latency.multipliedBy(4))
                        .build()) {
            List<CompletableFuture<Video>> videos = Stream.generate(() -> style == ClientCalls.Style.ASYNC
                            ? ClientCalls.async(client, CALL.operation(), null)
                            : CompletableFuture.supplyAsync(() -> new Call(CALL.operation(), style).on(client)))
                    .limit(calls)
                    .toList();
            videos.forEach(video -> video.join().close());
            assertThat(server.requests()).hasSize(calls);
        }
    }
}

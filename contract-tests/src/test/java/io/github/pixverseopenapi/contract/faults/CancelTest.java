package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.CallTimeoutException;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.ClientCalls;
import io.github.pixverseopenapi.contract.client.ClientCalls.Call;
import io.github.pixverseopenapi.contract.client.ClientCalls.Style;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The caller aborts: by cancelling the future, by interruption, by closing the video. */
@Execution(ExecutionMode.CONCURRENT)
class CancelTest {
    /** The state of the call when it is aborted. */
    private enum Point {
        BEFORE_RESPONSE(ServerBehaviors.stallBeforeResponse()),
        IN_HEADERS(ServerBehaviors.stallInHeaders()),
        IN_DRIPPING_HEADERS(ServerBehaviors.dripHeaders());

        private final RawServer.Behaviour behaviour;

        Point(RawServer.Behaviour behaviour) {
            this.behaviour = behaviour;
        }
    }

    static Stream<Arguments> pointsAndOperations() {
        return Stream.of(Point.values())
                .flatMap(point ->
                        OperationInvoker.videoOperations().stream().map(operation -> Arguments.of(point, operation)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pointsAndOperations")
    void asyncCall_cancelled_dropsItsConnectionAndIsNotSentAgain(Point point, Operation operation) {
        try (RawServer server = new RawServer(point.behaviour);
                PixverseClient client = RawClients.builder(server).maxRetries(3).build()) {
            CompletableFuture<Video> video = ClientCalls.async(client, operation, null);
            await().until(() -> server.requests().size() == 1);
            assertThat(video.cancel(true)).isTrue();
            assertThatThrownBy(video::join).isInstanceOf(CancellationException.class);
            await().until(() -> server.openConnections() == 0);
            assertNextCallWorks(server, client, operation);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pointsAndOperations")
    void blockingCall_interrupted_endsImmediatelyAndReportsThatItMayBeBilled(Point point, Operation operation)
            throws InterruptedException {
        try (RawServer server = new RawServer(point.behaviour);
                PixverseClient client = RawClients.builder(server).maxRetries(3).build()) {
            AtomicReference<Throwable> outcome = new AtomicReference<>();
            AtomicBoolean stillInterrupted = new AtomicBoolean();
            Thread caller = new Thread(() -> {
                try {
                    new Call(operation, Style.BLOCKING).on(client).close();
                } catch (PixverseException e) {
                    outcome.set(e);
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                }
            });
            caller.start();
            await().until(() -> server.requests().size() == 1);
            caller.interrupt();
            caller.join();
            assertThat(outcome.get())
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            failure -> assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN));
            assertThat(outcome.get()).hasMessageContaining("interrupted");
            assertThat(stillInterrupted).isTrue();
            await().until(() -> server.openConnections() == 0);
            assertNextCallWorks(server, client, operation);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void blockingCall_onAnInterruptedThread_isNotSent(Operation operation) {
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build()) {
            Thread.currentThread().interrupt();
            try {
                new Call(operation, Style.BLOCKING).on(client).close();
                // The video may win the race; then it is handed out, because it is paid.
                assertThat(server.requests()).hasSize(1);
            } catch (ConnectionException failure) {
                assertThat(failure).hasMessageContaining("interrupted");
                if (failure.billing() == Billing.NOT_SENT) {
                    assertThat(server.requests()).isEmpty();
                }
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void asyncCall_cancelledInTheQueue_isNeverSent(Operation operation) {
        try (RawServer server = new RawServer(ServerBehaviors.stallBeforeResponse());
                PixverseClient client =
                        RawClients.builder(server).maxConcurrency(1).build()) {
            CompletableFuture<Video> first = ClientCalls.async(client, operation, null);
            await().until(() -> server.requests().size() == 1);
            CompletableFuture<Video> second = ClientCalls.async(client, operation, null);
            second.cancel(false);
            first.cancel(false);
            assertNextCallWorks(server, client, operation);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void asyncCall_thatTimesOutInTheQueue_wasNotSent(Operation operation) {
        try (RawServer server = new RawServer(ServerBehaviors.stallBeforeResponse());
                PixverseClient client = RawClients.builder(server)
                        .maxConcurrency(1)
                        // Long enough for the first call to leave the queue on a busy machine.
                        .queueTimeout(Duration.ofMillis(500))
                        .build()) {
            CompletableFuture<Video> first = ClientCalls.async(client, operation, null);
            await().until(() -> server.requests().size() == 1);
            CompletableFuture<Video> second = ClientCalls.async(client, operation, null);
            assertThatThrownBy(second::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            CallTimeoutException.class,
                            failure -> assertThat(failure.billing()).isEqualTo(Billing.NOT_SENT))
                    .hasMessageContaining("timed out after 0.5 s in the queue")
                    .hasMessageContaining("nothing is billed");
            first.cancel(false);
            assertNextCallWorks(server, client, operation);
        }
    }

    /** Accepts the connection and the TLS handshake, and never responds. */
    private static final RawServer.Behaviour NO_HANDSHAKE = connection -> {
        connection.readBytes(1);
        connection.stall();
    };

    private static PixverseClient clientInAnEndlessHandshake(RawServer server) {
        return RawClients.builder(server)
                .baseUrl(server.url().replace("http:", "https:"))
                .build();
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void asyncCall_cancelledBeforeItsConnectionIsOpen_isNeverSent(Operation operation) {
        try (RawServer server = new RawServer(NO_HANDSHAKE);
                PixverseClient client = clientInAnEndlessHandshake(server)) {
            CompletableFuture<Video> video = ClientCalls.async(client, operation, null);
            await().until(() -> server.begun() == 1);
            assertThat(video.cancel(true)).isTrue();
            await().until(() -> server.openConnections() == 0);
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void call_timedOutBeforeItsConnectionIsOpen_wasNotSent(Operation operation) {
        try (RawServer server = new RawServer(NO_HANDSHAKE);
                PixverseClient client = clientInAnEndlessHandshake(server)) {
            assertThatThrownBy(() -> new Call(operation, Style.BLOCKING).on(client, Duration.ofMillis(250)))
                    .isInstanceOfAny(CallTimeoutException.class, ConnectionException.class)
                    .extracting(failure -> ((PixverseException) failure).billing())
                    .isEqualTo(Billing.NOT_SENT);
            await().until(() -> server.openConnections() == 0);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void asyncCall_cancelledBeforeARetry_isNotSentAgain(Operation operation) {
        try (RawServer server = new RawServer(ServerBehaviors.status("429 Too Many Requests\r\nRetry-After: 3"));
                PixverseClient client = PixverseClient.builder()
                        .apiKey(RawClients.KEY)
                        .baseUrl(server.url())
                        .build()) {
            CompletableFuture<Video> video = ClientCalls.async(client, operation, null);
            await().until(() -> server.requests().size() == 1 && server.openConnections() == 0);
            assertThat(video.cancel(true)).isTrue();
            // Longer than the requested wait: a second request would have been received by now.
            await().during(Duration.ofMillis(3_600))
                    .until(() -> server.requests().size() == 1);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void video_closedHalfRead_cancelsItsTransfer(Operation operation) throws java.io.IOException {
        try (RawServer server = new RawServer(ServerBehaviors.stallInBody());
                PixverseClient client = RawClients.builder(server).build()) {
            try (Video video = new Call(operation, Style.BLOCKING).on(client)) {
                assertThat(video.byteStream().read()).isNotNegative();
            }
            await().until(() -> server.openConnections() == 0);
            assertNextCallWorks(server, client, operation);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void video_closedUnread_cancelsItsTransfer(Operation operation) {
        try (RawServer server = new RawServer(ServerBehaviors.stallInBody());
                PixverseClient client = RawClients.builder(server).build()) {
            new Call(operation, Style.BLOCKING).on(client).close();
            await().until(() -> server.openConnections() == 0);
            assertNextCallWorks(server, client, operation);
        }
    }

    private static void assertNextCallWorks(RawServer server, PixverseClient client, Operation operation) {
        int before = server.requests().size();
        try (Video video = ClientCalls.async(client, operation, null).join()) {
            assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
        }
        assertThat(server.requests()).hasSize(before + 1);
        assertThat(before).isLessThanOrEqualTo(1);
    }
}

package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.ClientCalls;
import io.github.pixverseopenapi.contract.client.ClientCalls.Call;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.RefusingPort;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures before a connection is open: nothing was sent. */
@Tag("pit-calls")
class UnreachableTest {
    private static final RawServer.Behaviour NO_TLS =
            connection -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");

    static List<Call> calls() {
        return ClientCalls.all();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_toAnUnknownHost_isNotSentAndTheNextOneSucceeds(Call call) {
        AtomicBoolean known = new AtomicBoolean();
        OkHttpClient http = new OkHttpClient.Builder()
                .dns(host -> {
                    if (known.getAndSet(true)) {
                        return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                    }
                    throw new UnknownHostException(host + " is not known");
                })
                .build();
        try (RawServer server = new RawServer();
                PixverseClient client = PixverseClient.builder()
                        .apiKey(RawClients.KEY)
                        .baseUrl(server.url().replace("127.0.0.1", "localhost"))
                        .httpClient(http)
                        .maxRetries(0)
                        .build()) {
            assertNotSent(
                    catchThrowableOfType(ConnectionException.class, () -> call.on(client)),
                    "the host is not known (localhost is not known)");
            assertNextCallWorks(server, client, call);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_connectionRefused_isNotSentAndTheNextOneSucceeds(Call call) {
        try (RefusingPort closedPort = new RefusingPort();
                RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server)
                        .httpClient(FailingConnections.client(FailingConnections.refused(closedPort)))
                        .maxRetries(0)
                        .build()) {
            assertNotSent(
                    catchThrowableOfType(ConnectionException.class, () -> call.on(client)),
                    "no connection could be made");
            assertNextCallWorks(server, client, call);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_toAServerWithoutTls_isNotSentAndNotRetried(Call call) {
        try (RawServer server = new RawServer(NO_TLS, NO_TLS);
                PixverseClient client = PixverseClient.builder()
                        .apiKey(RawClients.KEY)
                        .baseUrl(server.url().replace("http:", "https:"))
                        .maxRetries(3)
                        .build()) {
            assertNotSent(
                    catchThrowableOfType(ConnectionException.class, () -> call.on(client)),
                    "no secure connection could be made");
            assertThat(server.requests()).isEmpty();
            await().until(() -> server.openConnections() == 0);
            assertNotSent(catchThrowableOfType(ConnectionException.class, () -> call.on(client)), "be made");
            assertThat(server.requests()).isEmpty();
        }
    }

    private static void assertNotSent(ConnectionException failure, String reason) {
        assertThat(failure.billing()).isEqualTo(Billing.NOT_SENT);
        assertThat(failure.statusCode()).isZero();
        assertThat(failure).hasMessageContaining(reason).hasMessageContaining("nothing is billed");
    }

    private static void assertNextCallWorks(RawServer server, PixverseClient client, Call call) {
        assertThat(server.requests()).isEmpty();
        try (Video video = call.on(client)) {
            assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
        }
        assertThat(server.requests()).hasSize(1);
        await().until(() -> server.openConnections() == 0);
    }
}

package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.client.Calls;
import io.github.pixverseopenapi.contract.client.Calls.Call;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures before a connection stands: it is certain that nothing was sent. */
class UnreachableTest {
    private static final RawServer.Behaviour NO_TLS =
            connection -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");

    static List<Call> calls() {
        return Calls.all();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_toAHostThatDoesNotExist_wasNotSent(Call call) {
        OkHttpClient withoutNames = new OkHttpClient.Builder()
                .dns(host -> {
                    throw new UnknownHostException(host + " is not known");
                })
                .build();
        try (PixverseClient client = PixverseClient.builder()
                .apiKey(RawClients.KEY)
                .baseUrl("https://nowhere.invalid")
                .httpClient(withoutNames)
                .retries(0)
                .build()) {
            assertNotSent(catchThrowableOfType(ConnectionException.class, () -> call.on(client)),
                    "the host is not known (nowhere.invalid is not known)");
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_toAServerThatSpeaksNoTls_wasNotSentAndIsNotTriedAgain(Call call) {
        try (RawServer server = new RawServer(NO_TLS, NO_TLS);
                PixverseClient client = PixverseClient.builder()
                        .apiKey(RawClients.KEY)
                        .baseUrl(server.url().replace("http:", "https:"))
                        .retries(3)
                        .build()) {
            assertNotSent(catchThrowableOfType(ConnectionException.class, () -> call.on(client)),
                    "no secure connection could be made");
            assertThat(server.requests()).isEmpty();
            await().until(() -> server.openConnections() == 0);
            assertNotSent(catchThrowableOfType(ConnectionException.class, () -> call.on(client)), "be made");
            assertThat(server.requests()).isEmpty();
        }
    }

    private static void assertNotSent(ConnectionException failure, String reason) {
        assertThat(failure.billing()).isEqualTo(Billing.NOT_SENT);
        assertThat(failure.status()).isZero();
        assertThat(failure).hasMessageContaining(reason).hasMessageContaining("nothing is billed");
    }
}

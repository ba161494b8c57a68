package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.CallTimeoutException;
import io.github.pixverseopenapi.client.ConnectionException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.TestTime;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.Calls;
import io.github.pixverseopenapi.contract.client.Calls.Call;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okio.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What HTTP/2 adds to what can go wrong. */
class Http2Test {
    private static final int REFUSED_STREAM = 7;
    private static final int CANCEL = 8;

    static List<Call> calls() {
        return Calls.all();
    }

    private static MockResponse video() {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "video/mp4")
                .body(new Buffer().write(Behaviours.VIDEO))
                .build();
    }

    private static MockResponse.Builder cut(int errorCode) {
        return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseStream(errorCode));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_answered_givesTheVideo(Call call) throws IOException {
        try (MockWebServer server = server(video());
                PixverseClient client = client(server);
                Video video = call.on(client)) {
            assertThat(video.bytes()).isEqualTo(Behaviours.VIDEO);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_whoseStreamIsRefused_isNotSentAgain(Call call) throws IOException {
        assertSentOnce(call, cut(REFUSED_STREAM).build());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_whoseStreamIsCancelled_isNotSentAgain(Call call) throws IOException {
        assertSentOnce(call, cut(CANCEL).build());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_whoseConnectionGoesAway_isNotSentAgain(Call call) throws IOException {
        assertSentOnce(call, new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_whoseAnswerEndsWithGoAway_isFollowedByOneThatWorks(Call call) throws IOException {
        MockResponse goAway = new MockResponse.Builder()
                .addHeader("Content-Type", "video/mp4")
                .body(new Buffer().write(Behaviours.VIDEO))
                .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                .build();
        try (MockWebServer server = server(goAway, video());
                PixverseClient client = client(server)) {
            for (int i = 0; i < 2; i++) {
                try (Video video = call.on(client)) {
                    assertThat(video.bytes()).isEqualTo(Behaviours.VIDEO);
                }
            }
            assertThat(server.getRequestCount()).isEqualTo(2);
        }
    }

    /** This server says GOAWAY and nothing more. */
    @ParameterizedTest
    @MethodSource("calls")
    void call_answeredByGoAwayAlone_endsWithTheTimeLimitAndIsNotSentAgain(Call call) throws IOException {
        MockResponse goAway = new MockResponse.Builder()
                .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                .build();
        try (MockWebServer server = server(goAway, video());
                PixverseClient client = client(server)) {
            CallTimeoutException failure = catchThrowableOfType(
                    CallTimeoutException.class, () -> call.on(client, Duration.ofSeconds(1)));
            assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
            assertThat(server.getRequestCount()).isEqualTo(1);
            call.on(client).close();
            assertThat(server.getRequestCount()).isEqualTo(2);
        }
    }

    private static void assertSentOnce(Call call, MockResponse fault) throws IOException {
        try (MockWebServer server = server(fault, video());
                PixverseClient client = client(server)) {
            ConnectionException failure = catchThrowableOfType(ConnectionException.class, () -> call.on(client));
            assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
            assertThat(server.getRequestCount()).isEqualTo(1);
            call.on(client).close();
            assertThat(server.getRequestCount()).isEqualTo(2);
        }
    }

    private static MockWebServer server(MockResponse... responses) throws IOException {
        MockWebServer server = new MockWebServer();
        server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        for (MockResponse response : responses) {
            server.enqueue(response);
        }
        server.start();
        return server;
    }

    private static PixverseClient client(MockWebServer server) {
        return new TestTime(Clock.systemUTC())
                .of(PixverseClient.builder())
                .apiKey(RawClients.KEY)
                .baseUrl("http://127.0.0.1:" + server.getPort())
                .httpClient(new OkHttpClient.Builder()
                        .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                        .build())
                .retries(3)
                .timeout(Duration.ofSeconds(30))
                .build();
    }
}

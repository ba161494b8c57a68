package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.ServerException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.ClientCalls;
import io.github.pixverseopenapi.contract.client.ClientCalls.Call;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.RefusingPort;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's OkHttpClient keeps its settings, and gets all safety settings. */
@Tag("pit-calls")
class OwnHttpClientTest {
    private static final Call CALL = ClientCalls.all().get(0);

    static List<Call> calls() {
        return ClientCalls.all();
    }

    /** Enables everything that would resend, follow redirects or time out early. */
    private static OkHttpClient.Builder retriesAndRedirects() {
        return new OkHttpClient.Builder()
                .retryOnConnectionFailure(true)
                .followRedirects(true)
                .followSslRedirects(true)
                .callTimeout(Duration.ofMillis(1))
                .readTimeout(Duration.ofMillis(1))
                .authenticator((route, response) -> response.request())
                .connectionPool(new ConnectionPool(5, 5, TimeUnit.MINUTES));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void ownClient_thatRetriesAndRedirects_sendsOnce(Call call) {
        for (String status : List.of(
                "408 Request Timeout",
                "503 Busy\r\nRetry-After: 0",
                "307 Go\r\nLocation: /x",
                "421 Misdirected Request",
                "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"")) {
            try (RawServer server = new RawServer(ServerBehaviors.status(status));
                    PixverseClient client = RawClients.builder(server)
                            .httpClient(retriesAndRedirects().build())
                            .maxRetries(0)
                            .build()) {
                assertThat(catchThrowableOfType(RuntimeException.class, () -> call.on(client)))
                        .isNotNull();
                assertThat(server.requests()).as(status).hasSize(1);
                call.on(client).close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void ownClient_withShortTimeouts_usesTheTimeoutOfPixverseClient(Call call) {
        try (RawServer server = new RawServer(ServerBehaviors.dripBody());
                PixverseClient client = RawClients.builder(server)
                        .httpClient(retriesAndRedirects().build())
                        .build();
                Video video = call.on(client)) {
            assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
        }
    }

    @Test
    void ownClient_withAnInterceptorThatRetries_failsInsteadOfSendingTwice() {
        OkHttpClient stubborn = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    while (!response.isSuccessful()) {
                        response.close();
                        response = chain.proceed(chain.request());
                    }
                    return response;
                })
                .build();
        try (RawServer server = new RawServer(ServerBehaviors.status("500 Oh"));
                PixverseClient client =
                        RawClients.builder(server).httpClient(stubborn).build()) {
            ServerException failure = catchThrowableOfType(ServerException.class, () -> CALL.on(client));
            assertThat(failure)
                    .hasRootCauseMessage(
                            "a paid request must be sent at most once, but was sent again by an interceptor");
            assertThat(failure.billing()).isEqualTo(Billing.NOT_BILLED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void ownClient_withInterceptorsDnsAndEventListener_keepsThem() {
        List<String> seen = new CopyOnWriteArrayList<>();
        OkHttpClient own = new OkHttpClient.Builder()
                .dns(host -> {
                    seen.add("dns " + host);
                    return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                })
                .addInterceptor(chain -> {
                    seen.add("interceptor");
                    return chain.proceed(header(chain.request(), "X-Mine: yes"));
                })
                .addNetworkInterceptor(chain -> {
                    seen.add("network interceptor");
                    return chain.proceed(chain.request());
                })
                .eventListener(new EventListener() {
                    @Override
                    public void callStart(okhttp3.Call call) {
                        seen.add("event");
                    }
                })
                .build();
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server)
                        .baseUrl("http://localhost:" + server.port())
                        .httpClient(own)
                        .build()) {
            CALL.on(client).close();
            assertThat(seen).containsExactly("event", "interceptor", "dns localhost", "network interceptor");
            assertThat(server.requests()).singleElement().asString().contains("X-Mine: yes");
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void ownClient_withAProxy_goesThroughIt(Call call) {
        try (RawServer proxy = new RawServer();
                RefusingPort service = new RefusingPort();
                PixverseClient client = RawClients.builder(proxy)
                        .baseUrl(service.url())
                        .httpClient(new OkHttpClient.Builder()
                                .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", proxy.port())))
                                .build())
                        .build()) {
            call.on(client).close();
            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST " + service.url() + call.operation().path() + " ");
        }
    }

    private static Request header(Request request, String header) {
        return request.newBuilder()
                .headers(request.headers().newBuilder().add(header).build())
                .build();
    }

    @Test
    void ownClient_afterACall_isNeitherChangedNorClosed() throws Exception {
        OkHttpClient own = new OkHttpClient();
        try (RawServer server = new RawServer()) {
            try (PixverseClient client =
                    RawClients.builder(server).httpClient(own).build()) {
                CALL.on(client).close();
            }
            assertThat(own.interceptors()).isEmpty();
            assertThat(own.networkInterceptors()).isEmpty();
            assertThat(own.dispatcher().executorService().isShutdown()).isFalse();
        }
    }

    @Test
    void ownClient_thatReadsWholeBodies_stillReturnsTheVideo() {
        OkHttpClient logging = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    response.body().source().request(Long.MAX_VALUE);
                    return response;
                })
                .build();
        try (RawServer server = new RawServer();
                PixverseClient client =
                        RawClients.builder(server).httpClient(logging).build();
                Video video = CALL.on(client)) {
            assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
        }
    }

    @Test
    void ownClient_failedCall_throwsTheTypedException() {
        try (RawServer server = new RawServer(ServerBehaviors.status("500 Oh"));
                PixverseClient client = RawClients.builder(server)
                        .httpClient(retriesAndRedirects().build())
                        .build()) {
            assertThat(catchThrowableOfType(ServerException.class, () -> CALL.on(client)))
                    .isNotNull();
        }
    }
}

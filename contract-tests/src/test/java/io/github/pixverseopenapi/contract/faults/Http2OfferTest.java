package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.ClientCalls;
import io.github.pixverseopenapi.contract.client.ClientCalls.Call;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that offers HTTP/2: paid calls still use HTTP/1.1, each on a separate connection. */
class Http2OfferTest {
    private static final int MANY = 1_000;

    static List<Call> calls() {
        return ClientCalls.all();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_toAServerThatOffersHttp2_usesHttp11(Call call) throws Exception {
        try (MockWebServer server = server();
                PixverseClient client = client(server);
                Video video = call.on(client)) {
            assertThat(video.bytes()).isEqualTo(ServerBehaviors.VIDEO);
            assertThat(server.takeRequest().getVersion()).isEqualTo("HTTP/1.1");
        }
    }

    /** With HTTP/2, a server that allows 100 streams closes the connection under such a burst. */
    @Test
    void calls_1000AtOnce_return1000VideosOn1000Connections() throws Exception {
        try (MockWebServer server = server();
                PixverseClient client = client(server)) {
            List<CompletableFuture<Video>> videos = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                videos.add(ClientCalls.async(
                        client,
                        ClientCalls.all().get(i % ClientCalls.all().size()).operation(),
                        null));
            }
            for (CompletableFuture<Video> video : videos) {
                try (Video each = video.join()) {
                    assertThat(each.bytes()).isEqualTo(ServerBehaviors.VIDEO);
                }
            }
            Set<Integer> connections = new HashSet<>();
            for (int i = 0; i < MANY; i++) {
                RecordedRequest request = server.takeRequest();
                assertThat(request.getVersion()).isEqualTo("HTTP/1.1");
                connections.add(request.getConnectionIndex());
            }
            assertThat(connections).hasSize(MANY);
            assertThat(server.getRequestCount()).isEqualTo(MANY);
        }
    }

    private static MockWebServer server() throws IOException {
        MockWebServer server = new MockWebServer();
        server.useHttps(LoopbackTls.sockets());
        server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .addHeader("Content-Type", "video/mp4")
                        .body(new Buffer().write(ServerBehaviors.VIDEO))
                        .build();
            }
        });
        server.start();
        return server;
    }

    private static PixverseClient client(MockWebServer server) {
        return PixverseClient.builder()
                .apiKey(RawClients.KEY)
                .baseUrl("https://127.0.0.1:" + server.getPort())
                .httpClient(LoopbackTls.trustingClient())
                .build();
    }
}

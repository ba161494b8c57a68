package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** The same scenarios with a default OkHttpClient, which proves that {@link AtMostOnceTest} can fail. */
class StockClientTest {
    @Test
    void stockClient_inTheSameScenarios_sendsSomeRequestsTwice() {
        Map<FaultScenario, Integer> sent = new EnumMap<>(FaultScenario.class);
        for (FaultScenario scenario : FaultScenario.values()) {
            int requests = requests(scenario.behaviour());
            if (requests > 1) {
                sent.put(scenario, requests);
            }
        }
        assertThat(sent)
                .containsOnlyKeys(
                        FaultScenario.STATUS_408,
                        FaultScenario.STATUS_408_CLOSE,
                        FaultScenario.STATUS_503_RETRY_AT_ONCE);
    }

    @Test
    void stockClient_redirected_sendsTheRequestAndTheKeyElsewhere() {
        for (int status : new int[] {307, 308}) {
            try (RawServer other = new RawServer()) {
                assertThat(requests(ServerBehaviors.status(status + " Elsewhere\r\nLocation: " + other.url() + "/x")))
                        .isEqualTo(1);
                assertThat(other.requests()).singleElement().asString().contains("x-api-key: " + RawClients.KEY);
            }
        }
    }

    @Test
    void stockClient_onAConnectionClosedWhileIdle_sendsTheRequestTwice() throws IOException {
        OkHttpClient client = new OkHttpClient();
        RawServer.Behaviour diesOnReuse = connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            connection.readRequest();
            connection.reset();
        };
        try (RawServer server = new RawServer(diesOnReuse)) {
            client.newCall(request(server)).execute().close();
            client.newCall(request(server)).execute().close();
            assertThat(server.requests()).hasSize(3);
        }
    }

    private static int requests(RawServer.Behaviour behaviour) {
        OkHttpClient client = new OkHttpClient.Builder()
                .readTimeout(Duration.ofMillis(250))
                .callTimeout(Duration.ofSeconds(2))
                .build();
        try (RawServer server = new RawServer(behaviour)) {
            try (Response response = client.newCall(request(server)).execute()) {
                response.body().bytes();
            } catch (IOException | RuntimeException e) {
                // Only the number of requests matters.
            }
            return server.requests().size();
        }
    }

    private static Request request(RawServer server) {
        return new Request.Builder()
                .url(server.url() + "/v1/pixverse-text2video")
                .header("x-api-key", RawClients.KEY)
                .post(RequestBody.create("{}", MediaType.get("application/json")))
                .build();
    }
}

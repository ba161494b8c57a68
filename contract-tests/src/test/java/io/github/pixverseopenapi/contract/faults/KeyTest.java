package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.util.Throwables.getStackTrace;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.contract.client.ClientCalls;
import io.github.pixverseopenapi.contract.client.ClientCalls.Call;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.fixtures.ServerBehaviors;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The key goes to the configured host, in its header, and nowhere else. */
@Tag("pit-calls")
class KeyTest {
    private static final Call CALL = ClientCalls.all().get(0);
    private static final String QUOTED = "SG_01/234abcdef";

    static List<Call> calls() {
        return ClientCalls.all();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void key_ofACall_isSentInItsHeaderOnly(Call call) {
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server)
                        .apiKey("  " + RawClients.KEY + "\n")
                        .build()) {
            call.on(client).close();
            String request = server.requests().get(0);
            assertThat(request).containsOnlyOnce(RawClients.KEY).contains("\r\nx-api-key: " + RawClients.KEY + "\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void apiKey_fromASupplier_isReadForEachRequest(Call call) {
        AtomicInteger calls = new AtomicInteger();
        try (RawServer server = new RawServer(ServerBehaviors.status("429 Too Many Requests"));
                PixverseClient client = RawClients.builder(server)
                        .apiKey(() -> "rotating-" + calls.incrementAndGet())
                        .build()) {
            call.on(client).close();
            call.on(client).close();
            assertThat(server.requests())
                    .extracting(request -> request.replaceAll("(?s).*(rotating-\\d).*", "$1"))
                    .containsExactly("rotating-1", "rotating-2", "rotating-3");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultScenario.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"VIDEO", "VIDEO_THEN_CLOSE", "CONTINUE_THEN_VIDEO", "SLOW_DRIP_OF_A_VIDEO"})
    void key_ofAFailedCall_isNotInTheException(FaultScenario scenario) {
        try (RawServer server = new RawServer(scenario.behaviour());
                PixverseClient client = RawClients.builder(server)
                        .maxRetries(0)
                        .timeout(java.time.Duration.ofMillis(250))
                        .build()) {
            PixverseException failure = catchThrowableOfType(PixverseException.class, () -> {
                try (Video video = CALL.on(client)) {
                    video.bytes();
                }
            });
            assertThat(List.of(getStackTrace(failure), failure.body(), client, client.api()))
                    .asString()
                    .doesNotContain(RawClients.KEY);
        }
    }

    /** Where a service may quote the key, and how. */
    static Stream<String> quotingResponses() {
        String key = QUOTED;
        String escaped = key.replace("/", "\\\\/");
        return Stream.of(
                "401 No\r\nContent-Type: application/json\r\n\r\n{\"error\":\"bad key " + key + "\"}",
                "401 No\r\nContent-Type: application/json\r\n\r\n{\"error\":\"bad key " + escaped + "\"}",
                "401 No\r\nContent-Type: application/json\r\n\r\n{\"error\":\"bad key " + key.replace("/", "\\\\u002f")
                        + "\"}",
                "401 No\r\nContent-Type: text/html\r\n\r\n<p>bad key " + key.replace("/", "&#47;") + "</p>",
                "401 No\r\nContent-Type: text/plain\r\n\r\nbad key " + key.toUpperCase(Locale.ROOT),
                "401 No\r\nContent-Type: text/plain\r\n\r\n" + "x".repeat(65_536 - 9) + key,
                "401 No\r\nContent-Type: text/plain\r\n\r\n" + "x".repeat(490) + key,
                "401 No\r\nx-request-id: " + key + "\r\n\r\n",
                "401 " + key + "\r\n\r\n",
                "401 No\r\nContent-Type: text/" + key + "\r\n\r\nno",
                "429 No\r\nRetry-After: " + key + "\r\n\r\n",
                "200 OK\r\nContent-Type: text/plain\r\n\r\n" + key,
                "200 OK\r\nContent-Type: text/plain\r\n\r\nsomewhat longer, then " + key,
                "200 OK\r\nContent-Type: " + key + "\r\n\r\nno",
                "200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: " + key + "\r\n\r\nno",
                "200 OK\r\nContent-Type: video/mp4\r\nContent-Encoding: " + key + "\r\n\r\nno",
                "200 OK\r\nContent-Type: video/mp4\r\nContent-Length: " + key + "\r\n\r\nno",
                "200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 7\r\nx-request-id: " + key + "\r\n\r\nno",
                "200 OK\r\nContent-Type: application/json\r\n\r\n{\"output\":\"http://example.com/" + key + "\"}",
                "200 OK\r\nContent-Type: application/json\r\n\r\n{\"output\":\"http://127.0.0.1:1/" + escaped + "\"}",
                key + "\r\n\r\n",
                "200\r\n: " + key + "\r\n\r\n",
                "-1 " + key + "\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("quotingResponses")
    void key_quotedByTheService_isNotInTheException(String response) {
        try (RawServer server = new RawServer(ServerBehaviors.response("HTTP/1.1 " + response));
                PixverseClient client =
                        RawClients.builder(server).apiKey(QUOTED).maxRetries(0).build()) {
            PixverseException failure = catchThrowableOfType(PixverseException.class, () -> {
                try (Video video = CALL.on(client)) {
                    video.bytes();
                }
            });
            assertThat(getStackTrace(failure) + failure.body() + failure.requestId())
                    .doesNotContainIgnoringCase(QUOTED)
                    .doesNotContain("SG_01");
        }
    }

    @Test
    void key_quotedInTheHeadersOfAVideo_isNotInItsMetadata() {
        try (RawServer server = new RawServer(
                        ServerBehaviors.response("HTTP/1.1 200 OK\r\nContent-Type: video/mp4; key=" + QUOTED
                                + "\r\nx-request-id: " + QUOTED + "\r\nContent-Length: 0\r\n\r\n".replace("0", "4096")
                                + new String(ServerBehaviors.VIDEO, java.nio.charset.StandardCharsets.ISO_8859_1)));
                PixverseClient client =
                        RawClients.builder(server).apiKey(QUOTED).build();
                Video video = CALL.on(client)) {
            assertThat(video.metadata()
                            + video.contentType()
                            + video.metadata().requestId()
                            + video.metadata().header("x-request-id"))
                    .doesNotContain("SG_01")
                    .contains("<redacted>");
        }
    }

    @Test
    void key_inRequestsAndResponses_isOnTheWireOnly() throws IOException {
        StringBuilder seen = new StringBuilder();
        OkHttpClient curious = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    seen.append(response.request())
                            .append(response.networkResponse().request())
                            .append(response.request().headers())
                            .append(response.networkResponse().request().headers());
                    return response;
                })
                .addNetworkInterceptor(chain -> {
                    seen.append(chain.request()).append(chain.request().headers());
                    Response response = chain.proceed(chain.request());
                    seen.append(response.request()).append(response);
                    return response;
                })
                .build();
        try (RawServer server = new RawServer();
                PixverseClient client =
                        RawClients.builder(server).httpClient(curious).build()) {
            retrofit2.Response<okhttp3.ResponseBody> response = client.api()
                    .textToVideo(TextToVideoRequest.builder().prompt("A boat").build())
                    .execute();
            seen.append(response.raw().request())
                    .append(response.raw().request().headers());
            response.body().close();
            assertThat(server.requests()).singleElement().asString().contains(RawClients.KEY);
        }
        assertThat(seen.toString()).doesNotContain(RawClients.KEY);
    }

    /** An interceptor that redirects sends the request to another host, but not the key. */
    @Test
    void key_whenAnInterceptorChangesTheHost_isNotSent() {
        try (RawServer otherServer = new RawServer();
                RawServer server = new RawServer()) {
            OkHttpClient changesTheHost = new OkHttpClient.Builder()
                    .addInterceptor(chain -> chain.proceed(chain.request()
                            .newBuilder()
                            .url(otherServer.url() + "/v1/elsewhere")
                            .header("x-api-key", "set-by-the-interceptor")
                            .build()))
                    .build();
            try (PixverseClient client =
                    RawClients.builder(server).httpClient(changesTheHost).build()) {
                CALL.on(client).close();
            }
            assertThat(otherServer.requests()).singleElement().asString().doesNotContainIgnoringCase("x-api-key");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void key_inToString_isNotShown() {
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build();
                Video video = CALL.on(client)) {
            assertThat(List.of(
                            client,
                            video,
                            video.metadata(),
                            PixverseClient.builder().apiKey(RawClients.KEY)))
                    .asString()
                    .doesNotContain(RawClients.KEY);
        }
    }
}

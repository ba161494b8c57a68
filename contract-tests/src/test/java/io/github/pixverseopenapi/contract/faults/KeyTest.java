package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.client.Calls;
import io.github.pixverseopenapi.contract.client.Calls.Call;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The key goes to the configured host, in its header, and nowhere else. */
class KeyTest {
    private static final Call CALL = Calls.all().get(0);

    static List<Call> calls() {
        return Calls.all();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void key_isSentInItsHeaderOnly(Call call) {
        try (RawServer server = new RawServer();
                PixverseClient client =
                        RawClients.builder(server).apiKey("  " + RawClients.KEY + "\n").build()) {
            call.on(client).close();
            String request = server.requests().get(0);
            assertThat(request).containsOnlyOnce(RawClients.KEY).contains("\r\nx-api-key: " + RawClients.KEY + "\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void key_fromASupplier_isAskedForEachRequest(Call call) {
        AtomicInteger asked = new AtomicInteger();
        try (RawServer server = new RawServer(Behaviours.status("429 Too Many Requests"));
                PixverseClient client = RawClients.builder(server)
                        .apiKey(() -> "rotating-" + asked.incrementAndGet())
                        .build()) {
            call.on(client).close();
            call.on(client).close();
            assertThat(server.requests()).extracting(request -> request.replaceAll("(?s).*(rotating-\\d).*", "$1"))
                    .containsExactly("rotating-1", "rotating-2", "rotating-3");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Scenario.class, mode = EnumSource.Mode.EXCLUDE,
            names = {"VIDEO", "VIDEO_THEN_CLOSE", "CONTINUE_THEN_VIDEO", "SLOW_DRIP_OF_A_VIDEO"})
    void key_isInNoFailure(Scenario scenario) {
        try (RawServer server = new RawServer(scenario.behaviour());
                PixverseClient client = RawClients.builder(server)
                        .retries(0)
                        .timeout(java.time.Duration.ofMillis(250))
                        .build()) {
            PixverseException failure = catchThrowableOfType(PixverseException.class, () -> {
                try (Video video = CALL.on(client)) {
                    video.bytes();
                }
            });
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString() + failure.body() + client + client.api()).doesNotContain(RawClients.KEY);
        }
    }

    /** An interceptor that leads elsewhere takes the request along, but not the key. */
    @Test
    void key_isNotSentWhereAnInterceptorLeads() {
        try (RawServer elsewhere = new RawServer();
                RawServer server = new RawServer()) {
            OkHttpClient leadsAway = new OkHttpClient.Builder()
                    .addInterceptor(chain -> chain.proceed(chain.request().newBuilder()
                            .url(elsewhere.url() + "/v1/elsewhere")
                            .header("x-api-key", "set-by-the-interceptor")
                            .build()))
                    .build();
            try (PixverseClient client =
                    RawClients.builder(server).httpClient(leadsAway).build()) {
                CALL.on(client).close();
            }
            assertThat(elsewhere.requests()).singleElement().asString().doesNotContainIgnoringCase("x-api-key");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void key_isNotInWhatIsPrinted() {
        try (RawServer server = new RawServer();
                PixverseClient client = RawClients.builder(server).build();
                Video video = CALL.on(client)) {
            assertThat(client + " " + video + " " + video.metadata() + PixverseClient.builder().apiKey(RawClients.KEY))
                    .doesNotContain(RawClients.KEY);
        }
    }
}

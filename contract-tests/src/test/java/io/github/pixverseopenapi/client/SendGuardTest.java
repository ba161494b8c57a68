package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

class SendGuardTest {
    private final AtomicReference<String> limits = new AtomicReference<>();
    private final OkHttpClient http = new OkHttpClient.Builder()
            .readTimeout(Duration.ofMillis(11))
            .writeTimeout(Duration.ofMillis(22))
            .addInterceptor(SendGuard::limitPauses)
            .addInterceptor(SendGuard::takeNote)
            .addInterceptor(chain -> {
                limits.set(chain.readTimeoutMillis() + " " + chain.writeTimeoutMillis());
                return new Response.Builder().request(chain.request()).protocol(Protocol.HTTP_1_1).code(200)
                        .message("OK").body(ResponseBody.create("", null)).build();
            })
            .build();

    private void send(SendGuard departure) throws IOException {
        Request request = new Request.Builder().url("http://127.0.0.1/").tag(SendGuard.class, departure).build();
        http.newCall(request).execute().close();
    }

    @Test
    void request_thatLeft_cannotBeHeld() throws IOException {
        SendGuard departure = new SendGuard(Duration.ofSeconds(7));
        assertThat(departure.mayHaveLeft()).isFalse();
        send(departure);
        assertThat(departure.mayHaveLeft()).isTrue();
        assertThat(departure.hold()).isFalse();
        assertThat(limits).hasValue("7000 7000");
        // What is sent again is still the same attempt.
        send(departure);
    }

    @Test
    void request_thatIsHeld_doesNotLeave() {
        SendGuard departure = new SendGuard(Duration.ofSeconds(7));
        assertThat(departure.hold()).isTrue();
        assertThatThrownBy(() -> send(departure)).hasMessage("the call was given up");
        assertThat(departure.mayHaveLeft()).isFalse();
        assertThat(limits).hasNullValue();
    }

    @Test
    void pauses_areAsLongAsOkHttpAllows() throws IOException {
        send(new SendGuard(Duration.ofMillis(Integer.MAX_VALUE).plusDays(1)));
        assertThat(limits).hasValue(Integer.MAX_VALUE + " " + Integer.MAX_VALUE);
    }

    /** Such as those of the plain Retrofit interface. */
    @Test
    void request_withoutADeparture_isLeftAlone() throws IOException {
        send(null);
        assertThat(limits).hasValue("11 22");
    }
}

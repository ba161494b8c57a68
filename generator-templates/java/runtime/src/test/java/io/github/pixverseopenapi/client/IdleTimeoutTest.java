package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-calls")
class IdleTimeoutTest {
    private final AtomicReference<String> timeouts = new AtomicReference<>();
    private final OkHttpClient http = new OkHttpClient.Builder()
            .readTimeout(Duration.ofMillis(11))
            .writeTimeout(Duration.ofMillis(22))
            .addInterceptor(IdleTimeout::intercept)
            .addInterceptor(chain -> {
                timeouts.set(chain.readTimeoutMillis() + " " + chain.writeTimeoutMillis());
                return StubResponses.ok(chain.request())
                        .body(ResponseBody.create("", null))
                        .build();
            })
            .build();

    private void send(IdleTimeout timeout) throws IOException {
        Request request = new Request.Builder()
                .url("http://127.0.0.1/")
                .tag(IdleTimeout.class, timeout)
                .build();
        http.newCall(request).execute().close();
    }

    @Test
    void intercept_ofATaggedRequest_setsBothTimeouts() throws IOException {
        send(new IdleTimeout(Duration.ofSeconds(7)));
        assertThat(timeouts).hasValue("7000 7000");
    }

    @Test
    void intercept_ofALongerTimeThanOkHttpAllows_setsItsMaximum() throws IOException {
        send(new IdleTimeout(Duration.ofMillis(Integer.MAX_VALUE).plusDays(1)));
        assertThat(timeouts).hasValue(Integer.MAX_VALUE + " " + Integer.MAX_VALUE);
    }

    /** Such as those of the plain Retrofit interface. */
    @Test
    void intercept_withoutATag_keepsTheTimeoutsOfTheClient() throws IOException {
        send(null);
        assertThat(timeouts).hasValue("11 22");
    }
}

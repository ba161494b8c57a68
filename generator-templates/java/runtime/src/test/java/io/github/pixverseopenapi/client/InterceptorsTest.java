package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The client's interceptors, each before one that responds instead of a network. */
@Tag("pit-calls")
class InterceptorsTest {
    private static final String SERVER = "https://api.example.com/";

    private final AtomicInteger received = new AtomicInteger();

    private Response get(String url, Interceptor interceptor) throws IOException {
        return send(new Request.Builder().url(url).build(), interceptor);
    }

    private Response send(Request request, Interceptor interceptor) throws IOException {
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(interceptor)
                .addInterceptor(chain -> {
                    received.incrementAndGet();
                    return StubResponses.ok(chain.request())
                            .body(ResponseBody.create("", null))
                            .build();
                })
                .build();
        return http.newCall(request).execute();
    }

    @Test
    void apiKeyInterceptor_keyThatCannotBeSent_connectsToNothing() {
        ApiKeyInterceptor apiKey =
                new ApiKeyInterceptor(() -> "", new ServerRouter(HttpUrl.get(SERVER), Collections.emptyMap()));
        assertThatThrownBy(() -> get(SERVER + "v1/get-user-credits", apiKey::resolve))
                .isInstanceOf(ApiKey.InvalidApiKeyException.class);
        assertThat(received).hasValue(0);
    }

    @Test
    void apiKeyInterceptor_requestToAnotherServer_doesNotAskForTheKey() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        ApiKeyInterceptor apiKey = new ApiKeyInterceptor(
                () -> "key" + asked.incrementAndGet(), new ServerRouter(HttpUrl.get(SERVER), Collections.emptyMap()));
        try (Response response = get("https://other.example.com/", apiKey::resolve)) {
            assertThat(response.request().tag(ApiKey.class)).isNull();
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void apiKeyInterceptor_keyThatChanges_isRedactedForEachRequest() throws IOException {
        AtomicInteger key = new AtomicInteger();
        ApiKeyInterceptor apiKey = new ApiKeyInterceptor(
                () -> "changed-key-" + key.get(), new ServerRouter(HttpUrl.get(SERVER), Collections.emptyMap()));
        for (int expected : new int[] {1, 1, 2, 1}) {
            key.set(expected);
            SendGuard guard = new SendGuard();
            send(
                            new Request.Builder()
                                    .url(SERVER + "v1/get-user-credits")
                                    .tag(SendGuard.class, guard)
                                    .build(),
                            apiKey::send)
                    .close();
            assertThat(guard.redactor().redact("changed-key-1|changed-key-2|"))
                    .isEqualTo(expected == 1 ? "<redacted>|changed-key-2|" : "changed-key-1|<redacted>|");
        }
    }

    @Test
    void sendInterceptor_getWithoutAGuard_isSent() throws IOException {
        try (Response response = get(SERVER, new SendInterceptor())) {
            assertThat(response.code()).isEqualTo(200);
        }
        assertThat(received).hasValue(1);
    }
}

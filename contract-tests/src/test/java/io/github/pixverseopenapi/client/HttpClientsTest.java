package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class HttpClientsTest {
    private final PixverseClient.Builder settings = PixverseClient.builder().apiKey("k");

    private OkHttpClient service() {
        return new HttpClients(settings).forService(settings);
    }

    /** Calls of the plain Retrofit interface know no operation, so they get the longest time of all. */
    @Test
    void pauses_mayBeAsLongAsTheSlowestOperationTakes() {
        assertThat(service().readTimeoutMillis()).isEqualTo(465_000);
        assertThat(service().writeTimeoutMillis()).isEqualTo(465_000);
        assertThat(service().connectTimeoutMillis()).isEqualTo(30_000);
        assertThat(service().callTimeoutMillis()).isZero();
    }

    @Test
    void pauses_mayBeAsLongAsWasSet() {
        settings.timeout(Duration.ofSeconds(7)).connectTimeout(Duration.ofSeconds(3));
        assertThat(service().readTimeoutMillis()).isEqualTo(7_000);
        assertThat(service().writeTimeoutMillis()).isEqualTo(7_000);
        assertThat(service().connectTimeoutMillis()).isEqualTo(3_000);
    }

    @Test
    void onlyResults_areAskedForAgain() {
        assertThat(service().retryOnConnectionFailure()).isFalse();
        assertThat(new HttpClients(settings).forResults().retryOnConnectionFailure()).isTrue();
    }
}

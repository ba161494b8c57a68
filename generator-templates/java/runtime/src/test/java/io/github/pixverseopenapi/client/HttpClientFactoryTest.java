package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.CertificatePinner;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-calls")
class HttpClientFactoryTest {
    private final PixverseClient.Builder settings = PixverseClient.builder().apiKey("k");

    private OkHttpClient service() {
        return new HttpClientFactory(new ClientOptions(settings)).forService();
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
    void onlyDownloads_areRetriedByOkHttp() {
        assertThat(service().retryOnConnectionFailure()).isFalse();
        assertThat(new HttpClientFactory(new ClientOptions(settings))
                        .forDownloads()
                        .retryOnConnectionFailure())
                .isTrue();
    }

    @Test
    void ownClient_keepsItsTls() throws Exception {
        X509TrustManager trust = new NoTrust();
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {trust}, null);
        OkHttpClient own = new OkHttpClient.Builder()
                .sslSocketFactory(tls.getSocketFactory(), trust)
                .hostnameVerifier((host, session) -> false)
                .certificatePinner(new CertificatePinner.Builder()
                        .add("localhost", "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                        .build())
                .connectionSpecs(List.of(ConnectionSpec.RESTRICTED_TLS))
                .build();
        settings.httpClient(own);
        assertThat(service().sslSocketFactory()).isSameAs(own.sslSocketFactory());
        assertThat(service().x509TrustManager()).isSameAs(trust);
        assertThat(service().hostnameVerifier()).isSameAs(own.hostnameVerifier());
        assertThat(service().certificatePinner().getPins())
                .isEqualTo(own.certificatePinner().getPins());
        assertThat(service().connectionSpecs()).isEqualTo(own.connectionSpecs());
    }

    private static final class NoTrust implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package io.github.pixverseopenapi.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** Makes any OkHttpClient safe for paid requests, and keeps the rest of what its owner set. */
final class HttpClientFactory {
    private final OkHttpClient base;

    HttpClientFactory(PixverseClient.Builder settings) {
        OkHttpClient given = settings.httpClient == null ? new OkHttpClient() : settings.httpClient;
        Duration pause = settings.timeout == null ? longestDefaultTimeout() : settings.timeout;
        this.base = given.newBuilder()
                // CallRunner limits a call as a whole, SendGuard its silences; the rest is for calls of api().
                .callTimeout(Duration.ZERO)
                .connectTimeout(settings.connectTimeout)
                .readTimeout(pause)
                .writeTimeout(pause)
                // A connection that died while idle fails the request that is sent on it, with an unknown bill. A new
                // one takes a fraction of a second of calls that take a minute.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                .followRedirects(false)
                .followSslRedirects(false)
                .addInterceptor(SendGuard::limitPauses)
                .build();
    }

    private static Duration longestDefaultTimeout() {
        Duration longest = Duration.ZERO;
        for (Operation operation : Operation.values()) {
            longest = operation.defaultTimeout().compareTo(longest) > 0 ? operation.defaultTimeout() : longest;
        }
        return longest;
    }

    /** For the service: no request leaves twice, and the key goes along. */
    OkHttpClient forService(PixverseClient.Builder settings) {
        return base.newBuilder()
                .retryOnConnectionFailure(false)
                .addInterceptor(ErrorBodyLimiter::intercept)
                .addInterceptor(new ApiKeyInterceptor(settings.apiKey, BaseUrl.parse(settings.baseUrl)))
                .addNetworkInterceptor(SendGuard::takeNote)
                .build();
    }

    /** For fetching finished videos from elsewhere: free, so it may be tried again, and the key stays here. */
    OkHttpClient forResults() {
        return base.newBuilder().retryOnConnectionFailure(true).build();
    }
}

package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** Derives HTTP clients for paid requests and for downloads, and keeps everything else that the user configured. */
final class HttpClientFactory {
    private static final String USER_AGENT = "User-Agent";

    private static final int MAX_IDLE_CONNECTIONS = 8;
    private static final long IDLE_SECONDS = 15;

    private final ClientOptions options;
    private final OkHttpClient base;

    HttpClientFactory(ClientOptions options) {
        this.options = options;
        this.base = options.httpClient
                .newBuilder()
                // PaidCall limits a call as a whole and IdleTimeout its silences; these are for calls of api().
                .callTimeout(0, TimeUnit.MILLISECONDS)
                .connectTimeout(options.connectTimeout)
                .readTimeout(options.longestTimeout())
                .writeTimeout(options.longestTimeout())
                // A pooled connection that died while idle fails the request that is sent on it, with an unknown
                // bill. A new one takes a fraction of a second of calls that take a minute.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                .followRedirects(false)
                .followSslRedirects(false)
                .addInterceptor(IdleTimeout::intercept)
                .build();
    }

    /** For the service: at most one request is sent, on a connection of its own, with the key. */
    OkHttpClient forService() {
        ApiKeyInterceptor apiKey = new ApiKeyInterceptor(options.apiKey, options.servers);
        return base.newBuilder()
                // One broken HTTP/2 connection would break every paid call on it.
                .protocols(Collections.singletonList(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .addInterceptor(ErrorBodyLimiter::intercept)
                .addInterceptor(apiKey::resolve)
                .addNetworkInterceptor(apiKey::send)
                .addNetworkInterceptor(new SendInterceptor())
                .build();
    }

    /** For requests that only read. Keeps idle connections for a short time, because jobs are polled. */
    OkHttpClient forReads() {
        return forService()
                .newBuilder()
                .connectionPool(new ConnectionPool(MAX_IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
                .build();
    }

    /** For finished videos on other hosts: downloading is free and may be retried, and the key is not sent. */
    OkHttpClient forDownloads() {
        return base.newBuilder()
                .retryOnConnectionFailure(true)
                .addInterceptor(HttpClientFactory::identify)
                .build();
    }

    private static Response identify(Interceptor.Chain chain) throws IOException {
        return chain.proceed(identified(chain.request()).build());
    }

    /** Starts a new request from one; it identifies the client unless an interceptor of the user has done so. */
    static Request.Builder identified(Request request) {
        Request.Builder identified = request.newBuilder();
        return request.header(USER_AGENT) == null ? identified.header(USER_AGENT, ApiConstants.USER_AGENT) : identified;
    }
}

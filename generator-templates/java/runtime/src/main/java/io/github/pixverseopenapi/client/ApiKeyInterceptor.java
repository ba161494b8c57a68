package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.util.function.Supplier;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Puts the API key on requests to the configured servers, each for its own operations, and on no others. It acts
 * twice: before a connection is made, so that a bad key costs none, and as the last but one network interceptor. So
 * only the bytes on the wire hold the key: no request or response that a user's interceptor or
 * {@code Response.request()} shows does.
 */
final class ApiKeyInterceptor {
    private final Supplier<String> keys;
    private final ServerRouter servers;
    /** That of the last key. */
    private volatile KeyRedactor redactor = new KeyRedactor(null);

    ApiKeyInterceptor(Supplier<String> keys, ServerRouter servers) {
        this.keys = keys;
        this.servers = servers;
    }

    /** The application interceptor: resolves the key, and identifies the client, in one new request. */
    Response resolve(Interceptor.Chain chain) throws IOException {
        Request.Builder request =
                HttpClientFactory.identified(chain.request()).removeHeader(ApiConstants.API_KEY_HEADER);
        if (servers.takesKey(chain.request().url())) {
            request.tag(ApiKey.class, ApiKey.from(keys));
        }
        return chain.proceed(request.build());
    }

    /** The network interceptor: sends the key. */
    Response send(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        if (!servers.takesKey(request.url())) {
            return chain.proceed(request.newBuilder()
                    .removeHeader(ApiConstants.API_KEY_HEADER)
                    .build());
        }
        ApiKey resolved = request.tag(ApiKey.class);
        ApiKey key = resolved == null ? ApiKey.from(keys) : resolved;
        SendGuard guard = SendGuard.of(request);
        if (guard != null) {
            guard.recordRedactor(redactor(key));
        }
        Response response = chain.proceed(request.newBuilder()
                .header(ApiConstants.API_KEY_HEADER, key.value())
                .build());
        return response.newBuilder().request(request).build();
    }

    private KeyRedactor redactor(ApiKey key) {
        KeyRedactor last = redactor;
        if (!last.isOf(key)) {
            last = new KeyRedactor(key);
            redactor = last;
        }
        return last;
    }
}

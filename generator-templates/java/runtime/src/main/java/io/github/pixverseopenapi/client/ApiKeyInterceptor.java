package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/** Puts the API key on requests to the configured host, and on no others. */
final class ApiKeyInterceptor implements Interceptor {
    private final Supplier<String> keys;
    private final HttpUrl baseUrl;

    ApiKeyInterceptor(Supplier<String> keys, HttpUrl baseUrl) {
        this.keys = keys;
        this.baseUrl = baseUrl;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request.Builder request = chain.request().newBuilder().removeHeader(ApiConstants.API_KEY_HEADER);
        if (isOurs(chain.request().url())) {
            request.header(ApiConstants.API_KEY_HEADER, key());
        }
        return chain.proceed(request.build());
    }

    private boolean isOurs(HttpUrl url) {
        return url.scheme().equals(baseUrl.scheme())
                && url.host().equals(baseUrl.host())
                && url.port() == baseUrl.port();
    }

    /** An IOException, because OkHttp lets nothing else through to the callback of a queued call. */
    private String key() throws IOException {
        String key;
        try {
            key = keys.get();
        } catch (RuntimeException e) {
            throw new KeyException("apiKey: the supplier failed with " + e.getClass().getName());
        }
        String problem = problem(key);
        if (problem != null) {
            throw new KeyException(problem);
        }
        return key.trim();
    }

    /**
     * What is wrong with a key, white space around it aside; null if nothing is. No message shows a key.
     */
    static String problem(String key) {
        if (key == null || key.trim().isEmpty()) {
            return "apiKey: " + (key == null ? "missing" : "empty") + "; must be the secret key of your account";
        }
        for (char character : key.trim().toCharArray()) {
            if (character <= ' ' || character > '~') {
                return "apiKey: a value with a line break, space or other character that a header cannot hold"
                        + " (not shown here) is not allowed; must be visible ASCII characters only";
            }
        }
        return null;
    }

    /** There is no key that could be sent. The supplier's own exception is left out: its text may hold the key. */
    static final class KeyException extends IOException {
        private static final long serialVersionUID = 1L;

        KeyException(String message) {
            super(message);
        }
    }
}

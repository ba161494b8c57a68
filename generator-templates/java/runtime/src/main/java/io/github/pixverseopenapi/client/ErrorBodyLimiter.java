package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Reads the body of a non-video response, however long, slow or broken it is: at most 64 KiB, for at most ten seconds,
 * and what came before a break. Its status is known by then and must not be lost for the sake of its text.
 */
final class ErrorBodyLimiter {
    private static final long MAX_BYTES = 64 * 1024;
    private static final long MAX_SECONDS = 10;

    private ErrorBodyLimiter() {}

    /** The interceptor. */
    static Response intercept(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (response.isSuccessful()) {
            return response;
        }
        try (ResponseBody body = response.body()) {
            return response.newBuilder().body(bounded(body)).build();
        }
    }

    /** The part of a body that came, in memory. */
    static ResponseBody bounded(ResponseBody body) {
        BufferedSource source = body.source();
        Buffer text = new Buffer();
        source.timeout().deadline(MAX_SECONDS, TimeUnit.SECONDS);
        try {
            while (text.size() < MAX_BYTES && source.read(text, MAX_BYTES - text.size()) != -1) {
                // Read on.
            }
        } catch (IOException truncated) {
            // Keeps what came.
        }
        return ResponseBody.create(text, body.contentType(), text.size());
    }
}

package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Reads the text of an answer that is no video, however long, slow or broken it is: up to 64 KiB, for up to ten
 * seconds, and what came before a break. The status has arrived by then, and losing it for the sake of its text would
 * be a pity.
 */
final class ErrorBodyLimiter {
    private static final long MOST_BYTES = 64 * 1024;
    private static final long MOST_SECONDS = 10;

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

    /** What came of a body, held in memory. */
    static ResponseBody bounded(ResponseBody body) {
        BufferedSource source = body.source();
        Buffer text = new Buffer();
        source.timeout().deadline(MOST_SECONDS, TimeUnit.SECONDS);
        try {
            while (text.size() < MOST_BYTES && source.read(text, MOST_BYTES - text.size()) != -1) {
                // Read on.
            }
        } catch (IOException brokenOff) {
            // What came is what there is.
        }
        return ResponseBody.create(text, body.contentType(), text.size());
    }
}

package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;

/** A request's tag: the longest time without a byte from the server, before and during its response. */
final class IdleTimeout {
    private final Duration max;

    IdleTimeout(Duration max) {
        this.max = max;
    }

    /** The interceptor. A request without the tag keeps the timeouts of the HTTP client. */
    static Response intercept(Interceptor.Chain chain) throws IOException {
        IdleTimeout timeout = chain.request().tag(IdleTimeout.class);
        if (timeout == null) {
            return chain.proceed(chain.request());
        }
        int millis = (int) Math.min(Integer.MAX_VALUE, timeout.max.toMillis());
        return chain.withReadTimeout(millis, TimeUnit.MILLISECONDS)
                .withWriteTimeout(millis, TimeUnit.MILLISECONDS)
                .proceed(chain.request());
    }
}

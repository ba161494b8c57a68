package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Travels with one attempt and knows whether its request may have left. Once held it never leaves; once it has
 * left it cannot be held. So whoever gives up a call knows for certain what that means for the bill.
 */
final class SendGuard {
    private final Duration longestPause;
    private boolean held;
    private boolean left;

    SendGuard(Duration longestPause) {
        this.longestPause = longestPause;
    }

    /** Keeps the request from leaving; false if it may have left already. */
    synchronized boolean hold() {
        held = !left;
        return held;
    }

    synchronized boolean mayHaveLeft() {
        return left;
    }

    private synchronized void leave() throws IOException {
        if (held) {
            throw new IOException("the call was given up");
        }
        left = true;
    }

    /** The longest time without a byte from the service, before and during its answer. */
    private int longestPauseMillis() {
        return (int) Math.min(Integer.MAX_VALUE, longestPause.toMillis());
    }

    /** Interceptor: sets how long an attempt may hear nothing. */
    static Response limitPauses(Interceptor.Chain chain) throws IOException {
        SendGuard departure = chain.request().tag(SendGuard.class);
        return departure == null
                ? chain.proceed(chain.request())
                : chain.withReadTimeout(departure.longestPauseMillis(), TimeUnit.MILLISECONDS)
                        .withWriteTimeout(departure.longestPauseMillis(), TimeUnit.MILLISECONDS)
                        .proceed(chain.request());
    }

    /** Interceptor next to the wire: a request that gets here has a connection, and its first bytes are next. */
    static Response takeNote(Interceptor.Chain chain) throws IOException {
        SendGuard departure = chain.request().tag(SendGuard.class);
        if (departure != null) {
            departure.leave();
        }
        return chain.proceed(chain.request());
    }
}

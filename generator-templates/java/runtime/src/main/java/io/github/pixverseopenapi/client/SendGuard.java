package io.github.pixverseopenapi.client;

import java.io.IOException;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Lets one request be sent at most once, and knows whether it may have been. An aborted request is never sent; a
 * sent one can no longer be aborted. So the billing status of a failure is certain wherever it can be.
 */
final class SendGuard {
    private static final String ABORTED = "the call was aborted";

    private boolean aborted;
    private boolean sent;
    private Runnable onSent = () -> {};
    private KeyRedactor redactor = new KeyRedactor(null);
    private @Nullable Response response;

    /**
     * The guard of a request: its body carries it, and a tag, because an interceptor may replace either.
     *
     * @return null if the request has neither
     */
    static @Nullable SendGuard of(Request request) {
        return request.body() instanceof OneShotBody
                ? ((OneShotBody) request.body()).guard()
                : request.tag(SendGuard.class);
    }

    /** Sets what runs once the request may leave; it must not block. */
    synchronized void onSent(Runnable listener) {
        onSent = listener;
    }

    /** Keeps the request from being sent; false if it may have been sent already. */
    synchronized boolean tryAbort() {
        aborted = !sent;
        return aborted;
    }

    synchronized boolean mayHaveBeenSent() {
        return sent;
    }

    /** Called when the connection is ready and the first bytes of the request are next. */
    void markSent() throws IOException {
        Runnable listener;
        synchronized (this) {
            if (aborted) {
                throw new IOException(ABORTED);
            }
            if (sent) {
                throw new IOException("a paid request must be sent at most once, but was sent again by an interceptor");
            }
            sent = true;
            listener = onSent;
        }
        listener.run();
    }

    /** Called when the body goes to a network, which may be an HTTP client of an interceptor that bypasses ours. */
    synchronized void recordWrite() throws IOException {
        if (aborted) {
            throw new IOException(ABORTED);
        }
        sent = true;
    }

    synchronized void recordRedactor(KeyRedactor ofKey) {
        redactor = ofKey;
    }

    /** Removes the key that the request was sent with. */
    synchronized KeyRedactor redactor() {
        return redactor;
    }

    synchronized void recordResponse(Response received) {
        response = received;
    }

    /** The response whose headers came; null before. Its body belongs to someone else. */
    synchronized @Nullable Response response() {
        return response;
    }
}

package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;

/**
 * A JSON body that is written at most once and carries the guard of its request. OkHttp sends a request again on its
 * own after 408, 421, some 503 and broken connections, and an interceptor may try to; each would be a second bill.
 */
final class OneShotBody extends RequestBody {
    static final MediaType JSON = MediaType.get("application/json; charset=UTF-8");

    private final SendGuard guard = new SendGuard();
    private final byte[] json;
    private boolean written;

    OneShotBody(String json) {
        this.json = json.getBytes(StandardCharsets.UTF_8);
    }

    SendGuard guard() {
        return guard;
    }

    String json() {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return json.length;
    }

    /** Interceptors may read the body into memory, to sign or log it; a network gets it once. */
    @Override
    public synchronized void writeTo(BufferedSink sink) throws IOException {
        if (!(sink instanceof Buffer)) {
            guard.recordWrite();
            if (written) {
                throw new IOException("a paid request must be sent at most once, but its body was written again");
            }
            written = true;
        }
        sink.write(json);
    }
}

package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * A JSON body that leaves at most once. OkHttp sends a request again on its own after 408, 421, some 503 and broken
 * connections, and an interceptor may try to; for a paid request each of these would be a second bill.
 */
final class OneShotBody extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json; charset=UTF-8");

    private final byte[] json;
    private boolean written;

    OneShotBody(String json) {
        this.json = json.getBytes(StandardCharsets.UTF_8);
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

    @Override
    public synchronized void writeTo(BufferedSink sink) throws IOException {
        if (written) {
            throw new IOException("a paid request must not be sent twice");
        }
        written = true;
        sink.write(json);
    }
}

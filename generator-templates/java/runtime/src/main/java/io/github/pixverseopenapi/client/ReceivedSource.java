package io.github.pixverseopenapi.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** The bytes of a small video that came together with the headers. Reading them waits for nothing. */
final class ReceivedSource implements ByteSource {
    private final ResponseBody body;
    private final byte[] bytes;

    /** Takes all bytes of a body, and frees its connection. */
    private ReceivedSource(Call call, ResponseBody body) throws IOException {
        this.body = body;
        this.bytes = body.source().readByteArray(body.contentLength());
        try {
            body.close();
        } catch (RuntimeException e) {
            // An event listener of the user threw, which must not cost the video; cancelling frees the connection.
            call.cancel();
        }
    }

    /** The source of a body: memory if exactly what was announced has been received, else its call. */
    static ByteSource of(Call call, ResponseBody body) throws IOException {
        return body.source().getBuffer().size() == body.contentLength()
                ? new ReceivedSource(call, body)
                : new ResponseSource(call, body);
    }

    @Override
    public InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public boolean isReceived() {
        return true;
    }

    @Override
    public void cancel() {
        // Nothing is on its way.
    }

    @Override
    public void close() {
        // The connection is free already.
    }
}

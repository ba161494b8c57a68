package io.github.pixverseopenapi.contract.record;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;

/** Captures the bytes of a request body while it is sent. One-shot if the original body is. */
final class CapturingRequestBody extends RequestBody {

    private final RequestBody body;
    private byte[] bytes = {};

    CapturingRequestBody(RequestBody body) {
        this.body = body;
    }

    synchronized byte[] bytes() {
        return bytes;
    }

    @Override
    public MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
        return body.contentLength();
    }

    @Override
    public boolean isOneShot() {
        return body.isOneShot();
    }

    @Override
    public synchronized void writeTo(BufferedSink sink) throws IOException {
        Buffer copy = new Buffer();
        body.writeTo(copy);
        bytes = copy.snapshot().toByteArray();
        sink.writeAll(copy);
    }
}

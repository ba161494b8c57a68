package io.github.pixverseopenapi.client;

import java.io.InputStream;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** The bytes of one response: they come only once. */
final class ResponseSource implements ByteSource {
    private final Call call;
    private final ResponseBody body;

    ResponseSource(Call call, ResponseBody body) {
        this.call = call;
        this.body = body;
    }

    @Override
    public InputStream stream() {
        return body.byteStream();
    }

    @Override
    public long length() {
        return body.contentLength();
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public void close() {
        body.close();
    }
}

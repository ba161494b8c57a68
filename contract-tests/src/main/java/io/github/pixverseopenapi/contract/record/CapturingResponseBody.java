package io.github.pixverseopenapi.contract.record;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;

/** Writes the bytes of a response body to a file while the client reads them. */
final class CapturingResponseBody extends ResponseBody {

    private final ResponseBody body;
    private final Path file;
    private final BufferedSource source;
    private volatile boolean complete;

    CapturingResponseBody(ResponseBody body, Path file) throws IOException {
        this.body = body;
        this.file = file;
        this.source = Okio.buffer(new CapturingSource(Files.newOutputStream(file)));
    }

    /** The file with the bytes. */
    Path file() {
        return file;
    }

    /** Whether the body was read to its end. */
    boolean isComplete() {
        return complete;
    }

    @Override
    public MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        return source;
    }

    private final class CapturingSource extends ForwardingSource {

        private final OutputStream copy;

        CapturingSource(OutputStream copy) {
            super(body.source());
            this.copy = new BufferedOutputStream(copy);
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            long read = readOrFail(sink, byteCount);
            if (read == -1) {
                complete = true;
            } else {
                sink.copyTo(copy, sink.size() - read, read);
            }
            return read;
        }

        /** Converts the RuntimeExceptions that OkHttp throws for some malformed responses into IOExceptions. */
        private long readOrFail(Buffer sink, long byteCount) throws IOException {
            try {
                return super.read(sink, byteCount);
            } catch (RuntimeException e) {
                throw new ProtocolException("the response is not valid HTTP: " + e.getMessage());
            }
        }

        @Override
        public void close() throws IOException {
            try (copy) {
                super.close();
            }
        }
    }
}

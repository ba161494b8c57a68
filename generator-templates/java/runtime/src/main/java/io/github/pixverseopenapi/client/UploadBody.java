package io.github.pixverseopenapi.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A file as JSON with a data URL, encoded while it is sent. */
final class UploadBody extends RequestBody {
    /** A multiple of three, so that no padding stands inside the text. */
    private static final int BLOCK_BYTES = 3 << 14;

    private final Path file;
    private final long size;
    private final byte[] start;
    private final byte[] end = "\"]}".getBytes(StandardCharsets.US_ASCII);
    private final @Nullable ProgressListener listener;

    UploadBody(Path file, long size, String type, @Nullable ProgressListener listener) {
        this.file = file;
        this.size = size;
        this.start = ("{\"data_urls\":[\"data:" + type + ";base64,").getBytes(StandardCharsets.US_ASCII);
        this.listener = listener;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public MediaType contentType() {
        return OneShotBody.JSON;
    }

    @Override
    public long contentLength() {
        return start.length + (size + 2) / 3 * 4 + end.length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(start);
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] block = new byte[BLOCK_BYTES];
            for (long sent = 0; sent < size; ) {
                int count = read(bytes, block, (int) Math.min(block.length, size - sent));
                sink.write(Base64.getEncoder().encode(Arrays.copyOf(block, count)));
                sent += count;
                if (listener != null) {
                    listener.onProgress(sent, size);
                }
            }
        }
        sink.write(end);
    }

    private static int read(InputStream bytes, byte[] block, int count) throws IOException {
        for (int filled = 0; filled < count; ) {
            int read = bytes.read(block, filled, count - filled);
            if (read == -1) {
                throw new EOFException("the file became shorter while it was uploaded");
            }
            filled += read;
        }
        return count;
    }
}

package io.github.pixverseopenapi.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.zip.CRC32;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that can be requested again. A broken transfer is resumed where it ended, or restarted where the
 * server cannot resume; then the bytes that were read before are skipped, and must be the same.
 */
final class ResumingSource extends InputStream implements ByteSource {
    /** Attempts in a row that bring nothing new. */
    private static final int MAX_ATTEMPTS = 5;

    private static final int PARTIAL_CONTENT = 206;
    private static final int BUFFER_BYTES = 1 << 13;

    private final Download download;
    private final Ticker ticker;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final long length;
    private final @Nullable MediaType contentType;
    private final @Nullable String validator;
    private final CRC32 checksum = new CRC32();
    private final byte[] single = new byte[1];
    private final RunningCall reopening = new RunningCall();
    private Download.Exchange current;
    private long received;
    private int attempts;

    /** @param first a response with the whole file */
    ResumingSource(Download download, Download.Exchange first, Ticker ticker) {
        this.download = download;
        this.ticker = ticker;
        this.current = first;
        this.length = first.response.body().contentLength();
        this.contentType = first.response.body().contentType();
        this.validator = validator(first.response.headers());
    }

    /** What proves that a file is the same byte for byte; null if the server gives nothing that does. */
    private static @Nullable String validator(Headers headers) {
        String tag = headers.get("ETag");
        if (tag != null && tag.startsWith("\"")) {
            return tag;
        }
        Instant modified = headers.getInstant("Last-Modified");
        Instant sent = headers.getInstant("Date");
        // RFC 9110 §8.8.2.2: a file that was just modified may change again within the same second.
        return modified != null && sent != null && modified.plusSeconds(1).isBefore(sent)
                ? headers.get("Last-Modified")
                : null;
    }

    @Override
    public InputStream stream() {
        return this;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public @Nullable MediaType contentType() {
        return contentType;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) == -1 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        while (true) {
            try {
                int read = current().response.body().byteStream().read(buffer, offset, count);
                if (read == -1 && received < length) {
                    throw new EOFException("the file ended after " + received + " of " + length + " bytes");
                }
                if (read > 0) {
                    received += read;
                    checksum.update(buffer, offset, read);
                    attempts = 0;
                }
                return read;
            } catch (IOException e) {
                resume(e);
            }
        }
    }

    private void resume(IOException broken) throws IOException {
        current().close();
        PollSchedule delays = new PollSchedule(Math::random);
        for (attempts++; attempts <= MAX_ATTEMPTS; attempts++) {
            if (await(delays.next())) {
                break;
            }
            try {
                reopen();
                return;
            } catch (IOException again) {
                broken.addSuppressed(again);
                if (again instanceof ChangedFileException) {
                    break;
                }
            }
        }
        throw broken;
    }

    private boolean await(Duration delay) throws IOException {
        try {
            return ticker.await(cancelled, delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void reopen() throws IOException {
        Download.Exchange next = download.request(received, validator, reopening);
        boolean used = false;
        try {
            if (next.response.code() == PARTIAL_CONTENT) {
                requireRest(next.response);
            } else if (!next.response.isSuccessful()) {
                throw new IOException("the server responded with status " + next.response.code());
            } else {
                skipReceived(next.response);
            }
            use(next);
            used = true;
        } finally {
            if (!used) {
                next.close();
            }
        }
    }

    private void requireRest(Response response) throws IOException {
        String range = response.header("Content-Range", "");
        if (!range.startsWith("bytes " + received + "-") || (length >= 0 && !range.endsWith("/" + length))) {
            throw new ProtocolException("the server sent another part of the file");
        }
    }

    /** Reads what was read before, which must be the same. */
    private void skipReceived(Response response) throws IOException {
        if (response.body().contentLength() != length) {
            throw new ChangedFileException();
        }
        CRC32 again = new CRC32();
        byte[] buffer = new byte[BUFFER_BYTES];
        InputStream bytes = response.body().byteStream();
        for (long left = received; left > 0; ) {
            int read = bytes.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read == -1) {
                throw new EOFException("the file ended before the part that was missing");
            }
            again.update(buffer, 0, read);
            left -= read;
        }
        if (again.getValue() != checksum.getValue()) {
            throw new ChangedFileException();
        }
    }

    private synchronized Download.Exchange current() {
        return current;
    }

    private synchronized void use(Download.Exchange next) throws IOException {
        if (cancelled.getCount() == 0) {
            throw new IOException("the download was cancelled");
        }
        current = next;
    }

    @Override
    public synchronized void cancel() {
        cancelled.countDown();
        current.call.cancel();
        reopening.cancel();
    }

    @Override
    public void close() {
        cancelled.countDown();
        current().close();
    }

    /** The server has other bytes now than those that were read. */
    private static final class ChangedFileException extends IOException {
        private static final long serialVersionUID = 1L;

        ChangedFileException() {
            super("the file has changed since the download began");
        }
    }
}

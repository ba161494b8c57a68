package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a video as the network brings them: counted, and checked to be all. May be closed by any thread;
 * okio's streams may not, so that closing during a read only cancels the call, and the read frees the body.
 */
final class NetworkStream extends InputStream {
    private final ByteSource bytes;
    private final InputStream source;
    private final long length;
    private final @Nullable Mp4BoxTracker boxes;
    private final byte[] single = new byte[1];
    private long received;
    private boolean complete;
    private boolean reading;
    private boolean closed;

    NetworkStream(ByteSource bytes) {
        this.bytes = bytes;
        this.source = bytes.stream();
        this.length = bytes.length();
        this.boxes = length < 0 ? new Mp4BoxTracker() : null;
    }

    long length() {
        return length;
    }

    synchronized String progress() {
        return received + (length < 0 ? "" : " of " + length) + " bytes";
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) == -1 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        begin();
        // okio fails a read on an interrupted thread, and the connection with it.
        boolean interrupted = Thread.interrupted();
        try {
            int read = source.read(buffer, offset, count);
            received(buffer, offset, read);
            return read;
        } catch (RuntimeException | Error e) {
            // Such as from an event listener of the user.
            throw new IOException(e.toString(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            end();
        }
    }

    private synchronized void begin() throws IOException {
        if (closed) {
            throw new IOException("the video is closed");
        }
        reading = true;
    }

    private synchronized void end() {
        reading = false;
        if (closed) {
            free();
        }
    }

    private synchronized void received(byte[] buffer, int offset, int count) throws IOException {
        if (count != -1) {
            received += count;
            if (boxes != null) {
                boxes.add(buffer, offset, count);
            }
        }
        // An interceptor of the user may replace the body by a longer one.
        if (count == -1 || (boxes == null && received >= length)) {
            complete = boxes != null ? boxes.mayBeWhole() : received == length;
            if (!complete) {
                throw new ProtocolException("the video ended after " + progress());
            }
        }
    }

    /** Frees the connection; bytes that were not read are lost. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!complete) {
            bytes.cancel();
        }
        if (!reading) {
            free();
        }
    }

    private void free() {
        try {
            bytes.close();
        } catch (RuntimeException e) {
            // An event listener of the user threw; cancelling frees the connection.
            bytes.cancel();
        }
    }
}

package io.github.pixverseopenapi.client;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of a video, to be read once. What was read but could not be written somewhere can be put back, so
 * that a disk that fails does not cost a paid video.
 */
final class ReplayableStream {
    private final long length;
    private InputStream source;
    private long received;
    private boolean complete;
    private boolean taken;
    private Video closed;
    private Path kept;

    /** @param length how many bytes will come, or -1 if that is not known */
    ReplayableStream(InputStream network, long length) {
        this.length = length;
        this.source = new Counting(network);
    }

    long length() {
        return length;
    }

    synchronized boolean complete() {
        return complete;
    }

    String progress() {
        return received + (length < 0 ? "" : " of " + length) + " bytes";
    }

    /** Hands out the bytes, once. Closing them closes the video, if one is given. */
    synchronized InputStream take(Video video) {
        if (taken) {
            throw new IllegalStateException("the video was read or closed before; its bytes come only once");
        }
        taken = true;
        closed = video;
        return source;
    }

    /** Takes back bytes that were read: first those that stand in the file, then these few more. */
    synchronized void putBack(Path file, byte[] more) throws IOException {
        source = new SequenceInputStream(
                Files.newInputStream(file), new SequenceInputStream(new ByteArrayInputStream(more), source));
        discardKept(file);
        taken = false;
    }

    /** Deletes the file that holds bytes put back, once they are elsewhere. */
    synchronized void discardKept(Path next) throws IOException {
        if (kept != null && !kept.equals(next)) {
            Files.deleteIfExists(kept);
        }
        kept = next;
    }

    synchronized void close() {
        taken = true;
        closed = null;
        try {
            if (kept != null) {
                source.close();
                Files.deleteIfExists(kept);
            }
        } catch (IOException e) {
            kept.toFile().deleteOnExit();
        }
    }

    /** Counts what the network brings, and fails if it ends too soon. */
    private final class Counting extends FilterInputStream {
        Counting(InputStream network) {
            super(network);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            int got = super.read(buffer, offset, count);
            if (got > 0) {
                received += got;
            }
            if (got == -1 || received == length) {
                ended();
            }
            return got;
        }

        @Override
        public void close() {
            if (closed != null) {
                closed.close();
            }
        }

        private void ended() throws IOException {
            if (length >= 0 && received != length) {
                throw new ProtocolException("the video ended after " + progress());
            }
            synchronized (ReplayableStream.this) {
                complete = true;
            }
        }
    }
}

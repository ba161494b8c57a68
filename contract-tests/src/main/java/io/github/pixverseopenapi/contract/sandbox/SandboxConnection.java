package io.github.pixverseopenapi.contract.sandbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;

/**
 * A caller's connection, which can be told to break after so many more bytes. It also notices GET and HEAD, because
 * the server breaks off without an answer when such a request has a body, and the caller would wait for ever.
 */
final class SandboxConnection extends Socket {

    /** The server reads, answers and writes on one thread, but does not say on which connection it does so. */
    private static final ThreadLocal<SandboxConnection> READ_LAST = new ThreadLocal<>();

    private volatile int bytesUntilCut = -1;
    private volatile boolean reset;
    private volatile boolean awaitsRequest = true;
    private volatile boolean bodiless;

    /** Unconnected, to be filled in by the server socket that accepts it. */
    SandboxConnection() throws SocketException {
        super((SocketImpl) null);
    }

    /** The connection that the current thread serves; only for threads that have read from one. */
    static SandboxConnection current() {
        return READ_LAST.get();
    }

    /** Whether the request that the current thread serves, if any, uses a method whose requests have no body. */
    static boolean currentRequestIsBodiless() {
        SandboxConnection connection = current();
        return connection != null && connection.bodiless;
    }

    /** Closes the connection in an orderly way once so many more bytes have been sent. */
    void closeAfter(int bytes) {
        bytesUntilCut = bytes;
    }

    /** Resets the connection instead of sending the next byte, so that the caller sees an error, not an end. */
    void resetBeforeAnswer() {
        reset = true;
        bytesUntilCut = 0;
    }

    /** Resets the connection now. */
    void resetNow() throws IOException {
        // A linger time of zero makes close() send a reset instead of an orderly end.
        setSoLinger(true, 0);
        close();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new WatchedStream(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new CuttingStream(super.getOutputStream());
    }

    /** Looks at the first byte of each request: only GET begins with a G and only HEAD with an H. */
    private final class WatchedStream extends FilterInputStream {

        WatchedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            READ_LAST.set(SandboxConnection.this);
            if (awaitsRequest && count > 0) {
                awaitsRequest = false;
                bodiless = bytes[offset] == 'G' || bytes[offset] == 'H';
            }
            return count;
        }
    }

    private final class CuttingStream extends OutputStream {
        private final OutputStream out;

        CuttingStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            // What is read after an answer has begun belongs to the next request.
            awaitsRequest = true;
            if (bytesUntilCut < 0 || length < bytesUntilCut) {
                out.write(bytes, offset, length);
                bytesUntilCut = bytesUntilCut < 0 ? -1 : bytesUntilCut - length;
                return;
            }
            out.write(bytes, offset, bytesUntilCut);
            if (reset) {
                resetNow();
            } else {
                SandboxConnection.this.close();
            }
            throw new SocketException("The sandbox cut the connection.");
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            SandboxConnection.this.close();
        }
    }
}

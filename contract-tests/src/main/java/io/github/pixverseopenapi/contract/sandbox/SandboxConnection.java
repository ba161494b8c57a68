package io.github.pixverseopenapi.contract.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import java.nio.charset.StandardCharsets;

/**
 * A caller's connection, which reads requests itself and can be told to break after so many bytes of an answer.
 *
 * <p>The server behind it is shown neither malformed requests nor errors of the connection, because it would end its
 * thread at the ones and forget to close the socket at the others: for each request it gets {@link #STAND_IN}, and
 * asks {@link #current()} what was really sent; a connection that is over takes its answer and comes to an end.
 */
final class SandboxConnection extends Socket {

    private static final String STAND_IN = "POST / HTTP/1.1\r\nHost: sandbox\r\n";

    /** The server reads, answers and writes on one thread, but does not say on which connection it does so. */
    private static final ThreadLocal<SandboxConnection> READ_LAST = new ThreadLocal<>();

    /** How a connection breaks. */
    enum Break {
        /** It ends in an orderly way. */
        CLOSE,
        /** It is reset, so that the caller sees an error, not an end. */
        RESET,
        /** It stays open, without another byte, until the caller or the sandbox closes it. */
        STALL
    }

    private RequestReader requests;
    private ParsedRequest request;
    private int bytesUntilBreak = -1;
    private Break kind;
    private boolean over;

    /** Unconnected, to be filled in by the server socket that accepts it. */
    SandboxConnection() throws SocketException {
        super((SocketImpl) null);
    }

    /** The connection that the current thread serves; only for threads that have read from one. */
    static SandboxConnection current() {
        return READ_LAST.get();
    }

    /** The request that was read last. */
    ParsedRequest request() {
        return request;
    }

    /** Breaks the connection once so many more bytes have been sent. */
    void breakAfter(int bytes, Break newKind) {
        bytesUntilBreak = bytes;
        kind = newKind;
    }

    /** Resets the connection now. */
    void resetNow() throws IOException {
        // A linger time of zero makes close() send a reset instead of an orderly end.
        setSoLinger(true, 0);
        close();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        requests = new RequestReader(super.getInputStream());
        return new RequestStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new AnswerStream(super.getOutputStream());
    }

    private void breakNow() throws IOException {
        switch (kind) {
            case CLOSE -> close();
            case RESET -> resetNow();
            case STALL -> {
                requests.awaitEnd();
                close();
            }
        }
        over = true;
    }

    /** What the server is to read next; empty at the end. */
    private String nextForServer() throws IOException {
        if (over) {
            return "";
        }
        try {
            if (request != null && request.endsConnection()) {
                // Closed with bytes unread, it would be reset, and the caller might miss its answer.
                shutdownOutput();
                requests.awaitEnd();
                return "";
            }
            request = requests.next();
            return STAND_IN + "\r\n";
        } catch (IOException e) {
            over = true;
            // Without any request, the server would log a warning; at half of one it just closes the connection.
            return request == null ? STAND_IN : "";
        }
    }

    private final class RequestStream extends InputStream {
        private InputStream forServer = InputStream.nullInputStream();

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0];
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            READ_LAST.set(SandboxConnection.this);
            if (forServer.available() == 0) {
                forServer = new ByteArrayInputStream(nextForServer().getBytes(StandardCharsets.UTF_8));
            }
            return forServer.read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            SandboxConnection.this.close();
        }
    }

    private final class AnswerStream extends OutputStream {
        private final OutputStream out;

        AnswerStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (over) {
                return;
            }
            try {
                if (bytesUntilBreak < 0) {
                    out.write(bytes, offset, length);
                } else if (length < bytesUntilBreak) {
                    out.write(bytes, offset, length);
                    bytesUntilBreak -= length;
                } else {
                    out.write(bytes, offset, bytesUntilBreak);
                    breakNow();
                }
            } catch (IOException e) {
                // The caller has gone, or the sandbox is closing.
                SandboxConnection.this.close();
                over = true;
            }
        }

        @Override
        public void close() throws IOException {
            SandboxConnection.this.close();
        }
    }
}

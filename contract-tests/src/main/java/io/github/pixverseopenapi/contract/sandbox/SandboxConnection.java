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
 * A client connection that parses requests itself and can break after a number of bytes of a response.
 *
 * <p>Hides malformed requests and I/O errors from MockWebServer, which ends its thread on the former and leaks the
 * socket on the latter. MockWebServer reads {@link #PLACEHOLDER_REQUEST} for each request; the dispatcher obtains the
 * actual request from {@link #current()}. A finished connection discards the response and reports the end of the
 * stream.
 */
final class SandboxConnection extends Socket {

    private static final String PLACEHOLDER_REQUEST = "POST / HTTP/1.1\r\nHost: sandbox\r\n";

    /** MockWebServer reads, dispatches and writes on one thread, but does not pass the connection to the dispatcher. */
    private static final ThreadLocal<SandboxConnection> CURRENT = new ThreadLocal<>();

    /** How a connection breaks. */
    enum Break {
        /** Closes with a FIN. */
        CLOSE,
        /** Closes with a RST, so that the client gets an error instead of the end of the stream. */
        RESET,
        /** Stays open without further bytes until the client or the sandbox closes it. */
        STALL
    }

    private RequestReader requests;
    private ParsedRequest request;
    private int bytesUntilBreak = -1;
    private Break breakKind;
    private boolean finished;

    /** Creates an unconnected socket, which the accepting server socket connects. */
    SandboxConnection() throws SocketException {
        super((SocketImpl) null);
    }

    /** The connection that the current thread has read from last. */
    static SandboxConnection current() {
        return CURRENT.get();
    }

    /** The latest request. */
    ParsedRequest request() {
        return request;
    }

    /** Breaks the connection after a number of further bytes. */
    void breakAfter(int bytes, Break newKind) {
        bytesUntilBreak = bytes;
        breakKind = newKind;
    }

    /** Resets the connection now. */
    void resetNow() throws IOException {
        // With a linger time of zero, close() sends RST instead of FIN.
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
        return new ResponseStream(super.getOutputStream());
    }

    private void breakNow() throws IOException {
        switch (breakKind) {
            case CLOSE -> close();
            case RESET -> resetNow();
            case STALL -> {
                requests.awaitClose();
                close();
            }
        }
        finished = true;
    }

    /** The next input of the server; empty at the end of the stream. */
    private String nextServerInput() throws IOException {
        if (finished) {
            return "";
        }
        try {
            if (request != null && request.endsConnection()) {
                // Closing with unread input sends RST, and the client may lose the response (RFC 9112, section 9.6).
                shutdownOutput();
                requests.awaitClose();
                return "";
            }
            request = requests.next();
            return PLACEHOLDER_REQUEST + "\r\n";
        } catch (IOException e) {
            finished = true;
            // MockWebServer logs a warning on an empty connection; on an incomplete request it only closes it.
            return request == null ? PLACEHOLDER_REQUEST : "";
        }
    }

    private final class RequestStream extends InputStream {
        private InputStream serverInput = InputStream.nullInputStream();

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0];
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            CURRENT.set(SandboxConnection.this);
            if (serverInput.available() == 0) {
                serverInput = new ByteArrayInputStream(nextServerInput().getBytes(StandardCharsets.UTF_8));
            }
            return serverInput.read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            SandboxConnection.this.close();
        }
    }

    private final class ResponseStream extends OutputStream {
        private final OutputStream out;

        ResponseStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (finished) {
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
                // The client has disconnected, or the sandbox is closing.
                SandboxConnection.this.close();
                finished = true;
            }
        }

        @Override
        public void close() throws IOException {
            SandboxConnection.this.close();
        }
    }
}

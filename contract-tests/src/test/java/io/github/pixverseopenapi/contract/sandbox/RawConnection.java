package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A raw TCP connection to a sandbox, to inspect the bytes on the wire. */
final class RawConnection implements AutoCloseable {

    /** Times out instead of hanging when a response or the end of the connection is missing. */
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    RawConnection(Sandbox sandbox) throws IOException {
        socket = new Socket("127.0.0.1", sandbox.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** By which the sandbox knows it. */
    int localPort() {
        return socket.getLocalPort();
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a call that is right in every respect. */
    void call(Sandbox sandbox, ApiOperation operation) throws IOException {
        byte[] body = SandboxHttpClient.validBody(operation).toString().getBytes(StandardCharsets.UTF_8);
        send(operation.method() + " " + operation.path() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                + ApiDocument.JSON + "\r\n" + SandboxHttpClient.DOCUMENT.securityHeader() + ": " + sandbox.apiKey()
                + "\r\nContent-Length: " + body.length + "\r\n\r\n" + new String(body, StandardCharsets.UTF_8));
    }

    /** Closes the sending side, and can still read from the sandbox. */
    void endInput() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads until the sandbox closes the connection. */
    byte[] readToEnd() throws IOException {
        return socket.getInputStream().readAllBytes();
    }

    /** Reads the status line and the headers, up to the empty line. */
    String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The connection ended in the head: " + head.toString(StandardCharsets.UTF_8));
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.UTF_8);
    }

    byte[] read(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.github.pixverseopenapi.benchmark.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocketFactory;

/**
 * The same over TLS, with a thread for each connection: {@code TlsVideoServer BYTES}. The certificate comes from the
 * system properties {@code javax.net.ssl.keyStore…}.
 */
public final class TlsVideoServer {
    private static final int BACKLOG = 512;

    private TlsVideoServer() {}

    public static void main(String[] arguments) throws IOException {
        VideoResponse response = new VideoResponse(Long.parseLong(arguments[0]));
        byte[] bytes = bytes(response);
        ServerSocketFactory factory = SSLServerSocketFactory.getDefault();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (var server = factory.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            System.out.println(VideoServer.URL + "https://localhost:" + server.getLocalPort());
            while (true) {
                Socket client = server.accept();
                client.setTcpNoDelay(true);
                threads.execute(() -> serve(client, bytes));
            }
        }
    }

    private static byte[] bytes(VideoResponse response) {
        ByteBuffer bytes = ByteBuffer.allocate(response.head().length + (int) response.length())
                .put(response.head());
        while (bytes.hasRemaining()) {
            bytes.put(response.next(bytes.remaining()));
        }
        return bytes.array();
    }

    private static void serve(Socket client, byte[] response) {
        try (client) {
            InputStream requests = new BufferedInputStream(client.getInputStream());
            while (skipRequest(requests)) {
                client.getOutputStream().write(response);
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    /** Returns false if there is none. */
    private static boolean skipRequest(InputStream requests) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) == -1) {
            int next = requests.read();
            if (next == -1) {
                return false;
            }
            head.append((char) next);
        }
        requests.skipNBytes(RequestHead.contentLength(head.toString()));
        return true;
    }
}

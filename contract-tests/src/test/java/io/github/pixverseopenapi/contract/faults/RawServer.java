package io.github.pixverseopenapi.contract.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A raw socket server with one behaviour for each connection that counts the received requests. After the given
 * behaviours, every connection gets a video.
 */
final class RawServer implements AutoCloseable {
    /** What to do with one connection; it is closed afterwards. */
    interface Behaviour {
        void handle(Connection connection) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Deque<Behaviour> behaviours = new ArrayDeque<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);

    RawServer(Behaviour... behaviours) {
        this.behaviours.addAll(List.of(behaviours));
        try {
            server = new ServerSocket(0, 200, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The completely received requests: head and body as text. */
    List<String> requests() {
        return requests;
    }

    /** The number of requests whose first byte was received. */
    int begun() {
        return begun.get();
    }

    /** The number of open connections. */
    int openConnections() {
        return open.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Behaviour behaviour;
                synchronized (behaviours) {
                    behaviour = behaviours.isEmpty() ? ServerBehaviors.video() : behaviours.poll();
                }
                daemon(() -> handle(socket, behaviour));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void handle(Socket socket, Behaviour behaviour) {
        try (socket) {
            behaviour.handle(new Connection(socket));
        } catch (IOException | InterruptedException e) {
            // The client went away, which is what many tests are about.
        } finally {
            open.remove(socket);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection, as a behaviour sees it. */
    final class Connection {
        private final Socket socket;

        Connection(Socket socket) {
            this.socket = socket;
        }

        /** Reads so many bytes of a request and counts it as begun. */
        void readBytes(int count) throws IOException {
            socket.getInputStream().readNBytes(count);
            begun.incrementAndGet();
        }

        /** Reads and counts one complete request; returns it as text, or null at the end of the connection. */
        String readRequest() throws IOException {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next == -1) {
                    return null;
                }
                if (head.size() == 0) {
                    begun.incrementAndGet();
                }
                head.write(next);
            }
            String text = head.toString(StandardCharsets.UTF_8);
            byte[] body = in.readNBytes(contentLength(text));
            String request = text + new String(body, StandardCharsets.UTF_8);
            requests.add(request);
            return request;
        }

        private static int contentLength(String head) {
            return head.lines()
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .filter(line -> line.startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).trim()))
                    .findFirst()
                    .orElse(0);
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Closes the connection with a TCP reset. */
        void reset() throws SocketException, IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Does nothing until the client closes the connection or the server is closed. */
        void stall() throws IOException {
            while (closing.getCount() > 0 && socket.getInputStream().read() != -1) {
                // The client sends nothing.
            }
        }
    }
}

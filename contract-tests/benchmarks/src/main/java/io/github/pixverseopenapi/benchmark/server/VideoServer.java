package io.github.pixverseopenapi.benchmark.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Answers every request on loopback with a video, from one thread, in a process of its own:
 * {@code VideoServer BYTES DELAY_MILLIS [announce]}. Prints its URL first, and with {@code announce} a line as soon as
 * the first byte of a request has come.
 */
public final class VideoServer {
    public static final String URL = "url ";
    public static final String REQUEST = "request";

    private static final int BACKLOG = 4096;

    private final Selector selector;
    private final VideoResponse response;
    private final long delayNanos;
    private final boolean announce;
    /** Those whose response is not due yet. All have the same delay, so that the first is due first. */
    private final Deque<VideoConnection> waiting = new ArrayDeque<>();

    private VideoServer(VideoResponse response, long delayMillis, boolean announce) throws IOException {
        this.selector = Selector.open();
        this.response = response;
        this.delayNanos = delayMillis * 1_000_000;
        this.announce = announce;
    }

    public static void main(String[] arguments) throws IOException {
        boolean announce = arguments.length > 2;
        VideoResponse response = new VideoResponse(Long.parseLong(arguments[0]));
        new VideoServer(response, Long.parseLong(arguments[1]), announce).run();
    }

    private void run() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println(URL + "http://localhost:" + server.socket().getLocalPort());
            while (true) {
                selector.select(this::serve, millisToNextResponse());
                respond();
            }
        }
    }

    /** The timeout of the selector; 0 is none. */
    private long millisToNextResponse() {
        return waiting.isEmpty() ? 0 : Math.max(1, (waiting.peekFirst().dueNanos() - System.nanoTime()) / 1_000_000);
    }

    private void respond() {
        while (!waiting.isEmpty() && waiting.peekFirst().dueNanos() <= System.nanoTime()) {
            VideoConnection due = waiting.removeFirst();
            guarded(due, due::respond);
        }
    }

    private void serve(SelectionKey key) {
        if (key.isAcceptable()) {
            accept((ServerSocketChannel) key.channel());
            return;
        }
        VideoConnection connection = (VideoConnection) key.attachment();
        guarded(connection, () -> {
            if (connection.serve()) {
                connection.respondAt(System.nanoTime() + delayNanos);
                if (delayNanos == 0) {
                    connection.respond();
                } else {
                    waiting.addLast(connection);
                }
            }
        });
    }

    private void accept(ServerSocketChannel server) {
        try {
            for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
                client.configureBlocking(false);
                client.socket().setTcpNoDelay(true);
                SelectionKey key = client.register(selector, SelectionKey.OP_READ);
                key.attach(new VideoConnection(client, key, response, announce));
            }
        } catch (IOException e) {
            System.err.println("not accepted: " + e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** A client that goes away ends its connection only. */
    private static void guarded(VideoConnection connection, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            connection.close();
        }
    }
}

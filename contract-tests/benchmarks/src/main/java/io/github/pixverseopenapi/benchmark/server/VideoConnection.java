package io.github.pixverseopenapi.benchmark.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection: reads a request, writes the response once it is due, and starts again. */
final class VideoConnection {
    private static final int MAX_REQUEST_BYTES = 1 << 14;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final VideoResponse response;
    private final boolean announce;
    private final ByteBuffer request = ByteBuffer.allocate(MAX_REQUEST_BYTES);
    private ByteBuffer head;
    private long left;
    private long dueNanos;

    VideoConnection(SocketChannel channel, SelectionKey key, VideoResponse response, boolean announce) {
        this.channel = channel;
        this.key = key;
        this.response = response;
        this.announce = announce;
    }

    long dueNanos() {
        return dueNanos;
    }

    void respondAt(long nanos) {
        dueNanos = nanos;
    }

    /** Goes on; returns true once a whole request has come. */
    boolean serve() throws IOException {
        if (key.isWritable()) {
            write();
            return false;
        }
        boolean isNew = request.position() == 0;
        if (channel.read(request) == -1) {
            close();
            return false;
        }
        if (announce && isNew) {
            System.out.println(VideoServer.REQUEST);
        }
        String text = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
        if (!RequestHead.isWhole(text)) {
            return false;
        }
        request.clear();
        return true;
    }

    void respond() throws IOException {
        head = ByteBuffer.wrap(response.head());
        left = response.length();
        write();
    }

    private void write() throws IOException {
        while (head.hasRemaining() || left > 0) {
            ByteBuffer body = response.next(left);
            long headBytes = head.remaining();
            long written = channel.write(new ByteBuffer[] {head, body});
            left -= Math.max(0, written - headBytes);
            if (written == 0) {
                key.interestOps(SelectionKey.OP_WRITE);
                return;
            }
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is left to be sent.
        }
    }
}

package io.github.pixverseopenapi.benchmark.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A response of any length: the start of an MP4 file, then zeros. */
final class VideoResponse {
    private static final int CHUNK_BYTES = 1 << 18;
    private static final byte[] START = {0, 0, 0, 16, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm', 0, 0, 0, 0};

    private final long length;
    private final byte[] head;
    private final ByteBuffer first;
    private final ByteBuffer zeros;

    VideoResponse(long length) {
        this.length = length;
        this.head = ("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        this.zeros = ByteBuffer.allocateDirect((int) Math.min(length, CHUNK_BYTES));
        this.first = ByteBuffer.allocateDirect(zeros.capacity()).put(START).clear();
    }

    byte[] head() {
        return head;
    }

    long length() {
        return length;
    }

    /** The next bytes, of so many that are left. */
    ByteBuffer next(long left) {
        ByteBuffer next = left > length - first.capacity()
                ? first.duplicate().position((int) (length - left))
                : zeros.duplicate();
        return next.limit(next.position() + (int) Math.min(left, next.remaining()));
    }
}

package io.github.pixverseopenapi.contract.faults;

import io.github.pixverseopenapi.contract.faults.RawServer.Behaviour;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What servers do, good and bad. */
final class ServerBehaviors {
    /** The beginning of an MP4 file and additional bytes: sufficient for a client that does not play it. */
    static final byte[] VIDEO = video(4_096);

    private static final int SLICE = 512;
    private static final int PAUSE_MILLIS = 10;

    private ServerBehaviors() {}

    /** An {@code ftyp}, an empty {@code moov} and an {@code mdat} box that takes the rest. */
    private static byte[] video(int size) {
        byte[] start = "\0\0\0\u0010ftypisom\0\0\0\0\0\0\0\bmoov".getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = ByteBuffer.allocate(size)
                .put(start)
                .putInt(size - start.length)
                .put("mdat".getBytes(StandardCharsets.ISO_8859_1))
                .array();
        Arrays.fill(bytes, start.length + 8, size, (byte) 'v');
        return bytes;
    }

    private static String videoHead(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static byte[] half() {
        return Arrays.copyOf(VIDEO, VIDEO.length / 2);
    }

    private static void writeHalf(RawServer.Connection connection) throws IOException {
        connection.readRequest();
        connection.write(videoHead(VIDEO.length));
        connection.write(half());
    }

    /** Responds to each request on this connection with a video. */
    static Behaviour video() {
        return connection -> {
            while (connection.readRequest() != null) {
                connection.write(videoHead(VIDEO.length));
                connection.write(VIDEO);
            }
        };
    }

    /** One video; then the connection is closed although the client was promised that it stays open. */
    static Behaviour videoThenClose() {
        return connection -> {
            connection.readRequest();
            connection.write(videoHead(VIDEO.length));
            connection.write(VIDEO);
        };
    }

    /** One response with a short JSON body; each later request on the connection gets a video. */
    static Behaviour status(String statusAndHeaders) {
        return connection -> {
            connection.readRequest();
            String body = "{\"error\":\"As the test says.\"}";
            connection.write("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);
            video().handle(connection);
        };
    }

    /** Any bytes after the request, then an orderly end. */
    static Behaviour response(String bytes) {
        return connection -> {
            connection.readRequest();
            connection.write(bytes);
        };
    }

    static Behaviour resetBeforeRequest() {
        return RawServer.Connection::reset;
    }

    static Behaviour resetInRequest() {
        return connection -> {
            connection.readBytes(20);
            connection.reset();
        };
    }

    static Behaviour resetAfterRequest() {
        return connection -> {
            connection.readRequest();
            connection.reset();
        };
    }

    static Behaviour closeAfterRequest() {
        return RawServer.Connection::readRequest;
    }

    static Behaviour resetInHeaders() {
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Ty");
            connection.reset();
        };
    }

    static Behaviour stallBeforeAnswer() {
        return connection -> {
            connection.readRequest();
            connection.stall();
        };
    }

    static Behaviour stallInHeaders() {
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Ty");
            connection.stall();
        };
    }

    /** A byte of the headers now and then: never a long silence, and never an end. */
    static Behaviour dripHeaders() {
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nX-Drip: ");
            for (int i = 0; i < 100_000; i++) {
                connection.write("x");
                Thread.sleep(PAUSE_MILLIS);
            }
        };
    }

    static Behaviour stallInBody() {
        return connection -> {
            writeHalf(connection);
            connection.stall();
        };
    }

    static Behaviour closeInBody() {
        return ServerBehaviors::writeHalf;
    }

    static Behaviour resetInBody() {
        return connection -> {
            writeHalf(connection);
            connection.reset();
        };
    }

    /** A video whose transfer takes much longer than the maximum pause between two bytes. */
    static Behaviour dripBody() {
        return connection -> {
            connection.readRequest();
            connection.write(videoHead(VIDEO.length));
            for (int sent = 0; sent < VIDEO.length; sent += SLICE) {
                connection.write(Arrays.copyOfRange(VIDEO, sent, sent + SLICE));
                Thread.sleep(PAUSE_MILLIS);
            }
        };
    }

    static Behaviour chunkedThenCut() {
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.write(Integer.toHexString(VIDEO.length) + "\r\n");
            connection.write(VIDEO);
            connection.write("\r\n800\r\n");
            connection.write(half());
        };
    }

    /** The length is not announced: the end of the connection ends the video. */
    static Behaviour closeDelimited(int bytes) {
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nx-request-id: req-1\r\n\r\n");
            connection.write(Arrays.copyOf(VIDEO, bytes));
        };
    }

    static Behaviour continueThenVideo() {
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 100 Continue\r\n\r\n");
            connection.write(videoHead(VIDEO.length));
            connection.write(VIDEO);
        };
    }
}

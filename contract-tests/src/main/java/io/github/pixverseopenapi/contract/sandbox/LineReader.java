package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.Message;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the lines of a request head and of chunk framing, up to a maximum length. */
final class LineReader {

    /** Twice the limit of common servers; bounds the memory that a client can occupy. */
    static final int MAX_LENGTH = 16 * 1024;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads up to LF or CRLF.
     *
     * @param subject names the line in the message when it is too long
     * @param statusIfTooLong the status code when it is too long
     * @throws MalformedRequestException when the line is too long or contains a bare CR (RFC 9112, section 2.2)
     * @throws EOFException when the client closes the connection before the line ends
     */
    String next(String subject, int statusIfTooLong) throws IOException {
        line.reset();
        for (int next = read(); next != '\n'; next = read()) {
            if (next == '\r') {
                if (read() == '\n') {
                    break;
                }
                throw new MalformedRequestException(
                        400, "A carriage return must be followed by a line feed, but was not.");
            }
            if (line.size() == MAX_LENGTH) {
                throw new MalformedRequestException(
                        statusIfTooLong, Message.of(subject, "at most " + MAX_LENGTH + " bytes", "longer") + ".");
            }
            line.write(next);
        }
        return readText();
    }

    /** The last line, or its part read so far when it is incomplete. */
    String readText() {
        return line.toString(StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("The client closed the connection within a line.");
        }
        return next;
    }
}

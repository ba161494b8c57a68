package io.github.pixverseopenapi.contract.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the lines of a request's head and chunks, each up to a length. */
final class LineReader {

    /** Twice what common servers allow, and a bound for what a caller can make the sandbox hold. */
    static final int MAX_LENGTH = 16 * 1024;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads up to a line feed, which a carriage return may precede.
     *
     * @param subject what the line is, for the message when it is too long
     * @param statusIfTooLong the status code for that
     * @throws MalformedRequestException when it is too long, or a carriage return stands alone in it (RFC 9112,
     *     section 2.2)
     * @throws EOFException when the caller ends the connection before the line ends
     */
    String next(String subject, int statusIfTooLong) throws IOException {
        line.reset();
        for (int next = read(); next != '\n'; next = read()) {
            if (next == '\r') {
                if (read() == '\n') {
                    break;
                }
                throw new MalformedRequestException(
                        400, "A carriage return must come before a line feed only, but came before something else.");
            }
            if (line.size() == MAX_LENGTH) {
                throw new MalformedRequestException(
                        statusIfTooLong, subject + " must have at most " + MAX_LENGTH + " bytes, but had more.");
            }
            line.write(next);
        }
        return readText();
    }

    /** What was read of the last line, also if it did not come to its end. */
    String readText() {
        return line.toString(StandardCharsets.UTF_8);
    }

    private int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("The caller ended the connection in a line.");
        }
        return next;
    }
}

package io.github.pixverseopenapi.contract.sandbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the requests of one connection, each as a whole, and tells malformed ones. */
final class RequestReader {

    /** Header lines that a request may have, its trailers included: a bound for what a caller can make the sandbox hold. */
    static final int MAX_HEADER_LINES = 200;

    private final InputStream in;
    private final LineReader lines;
    private boolean fresh = true;

    RequestReader(InputStream in) {
        this.in = new BufferedInputStream(in);
        this.lines = new LineReader(this.in);
    }

    /**
     * Waits for the next request. After a malformed one there is none, because nobody can tell where it ends.
     *
     * @throws EOFException when the caller ends the connection before a request is complete
     */
    ParsedRequest next() throws IOException {
        boolean first = fresh;
        fresh = false;
        String firstLine = "";
        List<String> headerLines = new ArrayList<>();
        try {
            firstLine = firstLine();
            addHeaderLines(headerLines);
            RequestHead head = new RequestHead(firstLine, headerLines);
            head.check();
            byte[] body = head.isChunked() ? chunks(headerLines) : exactly(head.bodyLength());
            return new ParsedRequest(head, body, first, Optional.empty());
        } catch (MalformedRequestException e) {
            RequestHead head = new RequestHead(firstLine.isEmpty() ? lines.readText() : firstLine, headerLines);
            return new ParsedRequest(head, new byte[0], first, Optional.of(e.problem()));
        }
    }

    private String firstLine() throws IOException {
        String line = "";
        while (line.isEmpty()) {
            // Ignores blank lines before the request line (RFC 9112, section 2.2).
            line = lines.next("The request line", 414);
        }
        return line;
    }

    /** Waits until the caller has ended the connection, whatever it sends before. */
    void awaitEnd() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    private byte[] chunks(List<String> headerLines) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            if (size > RequestHead.LONGEST_BODY - body.size()) {
                throw new MalformedRequestException(
                        400,
                        "The chunks hold more than " + RequestHead.LONGEST_BODY + " bytes, which is what is allowed.");
            }
            body.write(exactly(size));
            if (!chunkLine().isEmpty()) {
                throw new MalformedRequestException(
                        400, "There is a chunk of " + size + " bytes that goes on after them.");
            }
        }
        addHeaderLines(headerLines);
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String size = chunkLine().split(";", 2)[0].trim();
        if (!size.matches("[0-9A-Fa-f]{1,7}")) {
            throw new MalformedRequestException(
                    400, "The size of a chunk is \"" + size + "\"; allowed are 1 to 7 hexadecimal digits.");
        }
        return Integer.parseInt(size, 16);
    }

    private String chunkLine() throws IOException {
        return lines.next("The line of a chunk", 400);
    }

    /** Adds the lines up to an empty one to those that the request has so far. */
    private void addHeaderLines(List<String> soFar) throws IOException {
        for (String line = headerLine(); !line.isEmpty(); line = headerLine()) {
            if (soFar.size() == MAX_HEADER_LINES) {
                throw new MalformedRequestException(
                        431, "A request must have at most " + MAX_HEADER_LINES + " header lines, but had more.");
            }
            soFar.add(line);
        }
    }

    private String headerLine() throws IOException {
        return lines.next("A header line", 431);
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("The caller ended the connection in a body.");
        }
        return bytes;
    }
}

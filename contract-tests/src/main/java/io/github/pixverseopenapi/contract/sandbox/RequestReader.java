package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.Message;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads complete requests from one connection and detects malformed ones. */
final class RequestReader {

    /** The maximum number of header and trailer lines; bounds the memory that a client can occupy. */
    static final int MAX_HEADER_LINES = 200;

    private final InputStream in;
    private final LineReader lines;
    private boolean fresh = true;

    RequestReader(InputStream in) {
        this.in = new BufferedInputStream(in);
        this.lines = new LineReader(this.in);
    }

    /**
     * Waits for the next request. No request follows a malformed one, because its end is unknown.
     *
     * @throws EOFException when the client closes the connection before the request is complete
     */
    ParsedRequest next() throws IOException {
        boolean first = fresh;
        fresh = false;
        String requestLine = "";
        List<String> headerLines = new ArrayList<>();
        try {
            requestLine = requestLine();
            addHeaderLines(headerLines);
            RequestHead head = new RequestHead(requestLine, headerLines);
            head.validate();
            byte[] body = head.isChunked() ? chunks(headerLines) : exactly(head.bodyLength());
            return new ParsedRequest(head, body, first, Optional.empty());
        } catch (MalformedRequestException e) {
            RequestHead head = new RequestHead(requestLine.isEmpty() ? lines.readText() : requestLine, headerLines);
            return new ParsedRequest(head, new byte[0], first, Optional.of(e.problem()));
        }
    }

    private String requestLine() throws IOException {
        String line = "";
        while (line.isEmpty()) {
            // Ignores blank lines before the request line (RFC 9112, section 2.2).
            line = lines.next("The request line", 414);
        }
        return line;
    }

    /** Discards all input until the client closes the connection. */
    void awaitClose() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    private byte[] chunks(List<String> headerLines) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            if (size > RequestHead.MAX_BODY_BYTES - body.size()) {
                throw new MalformedRequestException(
                        400,
                        Message.of("The body", "at most " + RequestHead.MAX_BODY_BYTES + " bytes", "longer") + ".");
            }
            body.write(exactly(size));
            if (!chunkLine().isEmpty()) {
                throw new MalformedRequestException(
                        400, Message.of("A chunk", size + " bytes as declared", "longer") + ".");
            }
        }
        addHeaderLines(headerLines);
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String size = chunkLine().split(";", 2)[0].trim();
        if (!size.matches("[0-9A-Fa-f]{1,7}")) {
            throw new MalformedRequestException(
                    400, Message.of("The size of a chunk", "1 to 7 hexadecimal digits", "\"" + size + "\"") + ".");
        }
        return Integer.parseInt(size, 16);
    }

    private String chunkLine() throws IOException {
        return lines.next("A chunk line", 400);
    }

    /** Appends the lines up to the next empty line. */
    private void addHeaderLines(List<String> headerLines) throws IOException {
        for (String line = headerLine(); !line.isEmpty(); line = headerLine()) {
            if (headerLines.size() == MAX_HEADER_LINES) {
                throw new MalformedRequestException(
                        431, Message.of("The number of header lines", "at most " + MAX_HEADER_LINES, "higher") + ".");
            }
            headerLines.add(line);
        }
    }

    private String headerLine() throws IOException {
        return lines.next("A header line", 431);
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("The client closed the connection within a body.");
        }
        return bytes;
    }
}

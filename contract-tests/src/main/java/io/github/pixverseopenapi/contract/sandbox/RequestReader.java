package io.github.pixverseopenapi.contract.sandbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the requests of one connection, each as a whole, and tells malformed ones. */
final class RequestReader {

    private final InputStream in;
    private boolean fresh = true;

    RequestReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * Waits for the next request. After a malformed one there is none, because nobody can tell where it ends.
     *
     * @throws EOFException when the caller ends the connection before a request is complete
     */
    ReceivedRequest next() throws IOException {
        String firstLine = line();
        while (firstLine.isEmpty()) {
            // HTTP has servers pass over these.
            firstLine = line();
        }
        RequestHead head = new RequestHead(firstLine, linesUpToEmptyOne());
        boolean first = fresh;
        fresh = false;
        try {
            head.check();
            byte[] body = head.isChunked() ? chunks() : exactly(head.bodyLength());
            return new ReceivedRequest(head, body, first, Optional.empty());
        } catch (ProtocolException e) {
            return new ReceivedRequest(head, new byte[0], first, Optional.of(e.getMessage()));
        }
    }

    /** Waits until the caller has ended the connection, whatever it sends before. */
    void awaitEnd() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            if (size > RequestHead.LONGEST_BODY - body.size()) {
                throw new ProtocolException(
                        "The chunks hold more than " + RequestHead.LONGEST_BODY + " bytes, which is what is allowed.");
            }
            body.write(exactly(size));
            if (!line().isEmpty()) {
                throw new ProtocolException("There is a chunk of " + size + " bytes that goes on after them.");
            }
        }
        linesUpToEmptyOne();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String size = line().split(";", 2)[0].trim();
        if (!size.matches("[0-9A-Fa-f]{1,7}")) {
            throw new ProtocolException("The size of a chunk is \"" + size + "\"; allowed are 1 to 7 hexadecimal digits.");
        }
        return Integer.parseInt(size, 16);
    }

    private List<String> linesUpToEmptyOne() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return lines;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The caller ended the connection in a line.");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("The caller ended the connection in a body.");
        }
        return bytes;
    }
}

package io.github.pixverseopenapi.contract.pact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A small real video, and a look into videos that does not depend on the code under test. */
final class Mp4 {

    static final String MEDIA_TYPE = "video/mp4";

    private static final String SAMPLE = "/io/github/pixverseopenapi/contract/sandbox/sample-5s.mp4";
    private static final int TYPE_AT = 4;
    private static final int TYPE_LENGTH = 4;
    private static final int HEADER_LENGTH = TYPE_AT + TYPE_LENGTH;

    private Mp4() {}

    static byte[] sample() {
        try (InputStream file = Mp4.class.getResourceAsStream(SAMPLE)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The types of the outermost boxes, which must fill the file to its last byte. */
    static List<String> boxes(byte[] file) {
        List<String> types = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(file);
        while (rest.hasRemaining()) {
            int start = rest.position();
            int length = rest.remaining() < HEADER_LENGTH ? 0 : rest.getInt(start);
            if (length < HEADER_LENGTH || length > rest.remaining()) {
                throw new AssertionError("no box of an MP4 file at byte " + start + ", after " + types);
            }
            types.add(new String(file, start + TYPE_AT, TYPE_LENGTH, StandardCharsets.US_ASCII));
            rest.position(start + length);
        }
        return types;
    }
}

package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import okio.BufferedSource;
import okio.ByteString;

/**
 * Follows the top-level boxes of an MP4 file (ISO/IEC 14496-12 §4.2) as its bytes pass by, to tell a whole file from
 * one that was cut where no length was announced.
 */
final class Mp4BoxTracker {
    private static final String FILE_TYPE = "ftyp";
    private static final int TYPE_OFFSET = 4;
    private static final int TYPE_LENGTH = 4;
    /** No MP4 file plays without both. */
    private static final List<String> NEEDED = Arrays.asList("moov", "mdat");

    private static final int SHORT_HEADER = 8;
    private static final int LONG_HEADER = 16;

    private final Set<String> types = new HashSet<>();
    private final byte[] header = new byte[LONG_HEADER];
    private int headerLength;
    /** Bytes of the current box that are still to come; -1: the box goes on to the end of the file. */
    private long remaining;

    private boolean isMp4 = true;

    /** Whether a body starts as every MP4 file does; reads nothing away. */
    static boolean isMp4(BufferedSource source) throws IOException {
        return source.request(TYPE_OFFSET + TYPE_LENGTH)
                && source.rangeEquals(TYPE_OFFSET, ByteString.encodeUtf8(FILE_TYPE));
    }

    void add(byte[] bytes, int offset, int count) {
        int at = offset;
        int end = offset + count;
        while (isMp4 && at < end && remaining >= 0) {
            if (remaining > 0) {
                int skipped = (int) Math.min(remaining, end - at);
                remaining -= skipped;
                at += skipped;
            } else {
                header[headerLength++] = bytes[at++];
                readHeader();
            }
        }
    }

    private void readHeader() {
        if (headerLength < SHORT_HEADER) {
            return;
        }
        long size = number(0, TYPE_OFFSET);
        if (size == 1 && headerLength < LONG_HEADER) {
            return;
        }
        String type = new String(header, TYPE_OFFSET, TYPE_LENGTH, StandardCharsets.ISO_8859_1);
        isMp4 = !types.isEmpty() || type.equals(FILE_TYPE);
        types.add(type);
        if (size == 1) {
            size = number(SHORT_HEADER, LONG_HEADER);
        }
        remaining = size == 0 ? -1 : size - headerLength;
        isMp4 &= size == 0 || remaining >= 0;
        headerLength = 0;
    }

    private long number(int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = (number << Byte.SIZE) | (header[i] & 0xff);
        }
        return number;
    }

    /** Whether the bytes so far may be a whole file; always true for what is no MP4 file and cannot be judged. */
    boolean mayBeWhole() {
        return !isMp4 || (headerLength == 0 && remaining <= 0 && types.containsAll(NEEDED));
    }
}

package io.github.pixverseopenapi.contract.document;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The top-level boxes of an MP4 file (ISO/IEC 14496-12), which fill the file without gaps. */
public final class Mp4Boxes {

    /** The media type of MP4 videos. */
    public static final String MEDIA_TYPE = "video/mp4";

    private static final int TYPE_AT = 4;
    private static final int TYPE_LENGTH = 4;
    private static final int SHORT_HEADER = TYPE_AT + TYPE_LENGTH;
    private static final int LONG_HEADER = SHORT_HEADER + Long.BYTES;

    /** The size value that announces a 64-bit size after the type. */
    private static final long SIZE_FOLLOWS = 1;

    /** The size value of a box that extends to the end of the file. */
    private static final long TO_END_OF_FILE = 0;

    /** More than a video of fifteen seconds has; bounds the memory for a malicious file. */
    private static final int MAX_BOXES = 10_000;

    private static final int MAX_NAMED = 10;

    private Mp4Boxes() {}

    /**
     * A top-level box.
     *
     * @param type its four characters, such as {@code moov}
     * @param start its offset in the file in bytes
     * @param size its size in bytes, including its header
     */
    public record Box(String type, long start, long size) {}

    /**
     * Lists the top-level boxes.
     *
     * @throws IllegalArgumentException when they do not fill the file exactly or exceed the maximum number; the message
     *     states the reason without a subject
     */
    public static List<Box> of(byte[] file) {
        List<Box> boxes = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(file);
        while (bytes.hasRemaining()) {
            Box box = next(bytes);
            if (boxes.size() == MAX_BOXES) {
                throw new IllegalArgumentException("has more than " + MAX_BOXES + " top-level boxes");
            }
            boxes.add(box);
            bytes.position(Math.toIntExact(box.start() + box.size()));
        }
        return boxes;
    }

    /** Why these bytes are not a complete MP4 video, as a message without its subject; empty when they are. */
    static Optional<String> problem(byte[] file) {
        List<String> types;
        try {
            types = of(file).stream().map(Box::type).toList();
        } catch (IllegalArgumentException e) {
            return Optional.of("must be an MP4 video, but " + e.getMessage());
        }
        String first = types.isEmpty() ? "" : types.get(0);
        if (!first.equals("ftyp")) {
            return Optional.of(Message.mustBe(
                    "an MP4 video that starts with the box ftyp", "one that starts with " + Abbreviated.of(first)));
        }
        if (!types.containsAll(List.of("moov", "mdat"))) {
            return Optional.of(Message.mustBe("an MP4 video with the boxes moov and mdat", "one with " + some(types)));
        }
        return Optional.empty();
    }

    private static String some(List<String> types) {
        List<String> distinct = types.stream().distinct().toList();
        return distinct.size() <= MAX_NAMED
                ? String.join(", ", distinct)
                : String.join(", ", distinct.subList(0, MAX_NAMED)) + ", …";
    }

    private static Box next(ByteBuffer bytes) {
        int start = bytes.position();
        int remaining = bytes.remaining();
        if (remaining < SHORT_HEADER) {
            throw new IllegalArgumentException("has only " + remaining + " bytes for the box at byte " + start);
        }
        String type = StandardCharsets.ISO_8859_1
                .decode(bytes.slice(start + TYPE_AT, TYPE_LENGTH))
                .toString();
        long declared = Integer.toUnsignedLong(bytes.getInt(start));
        boolean isLong = declared == SIZE_FOLLOWS && remaining >= LONG_HEADER;
        int header = isLong ? LONG_HEADER : SHORT_HEADER;
        long size = isLong ? bytes.getLong(start + SHORT_HEADER) : declared == TO_END_OF_FILE ? remaining : declared;
        if (size < header || size > remaining) {
            throw new IllegalArgumentException("has the box " + Abbreviated.of(type) + " at byte " + start
                    + " with a size of " + Long.toUnsignedString(size) + ", not " + header + " to " + remaining);
        }
        return new Box(type, start, size);
    }
}

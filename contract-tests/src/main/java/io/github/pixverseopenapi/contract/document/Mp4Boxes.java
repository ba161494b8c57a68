package io.github.pixverseopenapi.contract.document;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The outermost boxes of MP4 files (ISO/IEC 14496-12), which follow each other from the first byte to the last. */
public final class Mp4Boxes {

    /** The media type of MP4 videos. */
    public static final String MEDIA_TYPE = "video/mp4";

    private static final int TYPE_AT = 4;
    private static final int TYPE_LENGTH = 4;
    private static final int SHORT_HEAD = TYPE_AT + TYPE_LENGTH;
    private static final int LONG_HEAD = SHORT_HEAD + Long.BYTES;

    /** In place of a size: a longer field after the type holds it. */
    private static final long SIZE_FOLLOWS = 1;

    /** In place of a size: the box is the file's last one. */
    private static final long TO_THE_END = 0;

    /** More than a video of fifteen seconds has, and a bound for what a file can make its reader hold. */
    private static final int MAX_BOXES = 10_000;

    private static final int MAX_NAMED = 10;

    private Mp4Boxes() {}

    /**
     * One box.
     *
     * @param type its four characters, such as {@code moov}
     * @param start where it begins in the file, in bytes
     * @param size how many bytes it has, its own head included
     */
    public record Box(String type, long start, long size) {}

    /**
     * Lists the outermost boxes.
     *
     * @throws IllegalArgumentException when they do not fill the file exactly, or are more than any video has; the text
     *     says what is wrong
     */
    public static List<Box> of(byte[] file) {
        List<Box> boxes = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(file);
        while (bytes.hasRemaining()) {
            Box box = next(bytes);
            if (boxes.size() == MAX_BOXES) {
                throw new IllegalArgumentException("it has more than " + MAX_BOXES + " outermost boxes");
            }
            boxes.add(box);
            bytes.position(Math.toIntExact(box.start() + box.size()));
        }
        return boxes;
    }

    /** Why these bytes are no whole MP4 video, to be read after "body"; empty when they are one. */
    static Optional<String> fault(byte[] file) {
        List<String> types;
        try {
            types = of(file).stream().map(Box::type).toList();
        } catch (IllegalArgumentException e) {
            return Optional.of("must be an MP4 video, but " + e.getMessage());
        }
        String first = types.isEmpty() ? "" : types.get(0);
        if (!first.equals("ftyp")) {
            return Optional.of(
                    "must be an MP4 video, which begins with the box ftyp, but begins with " + Abbreviated.of(first));
        }
        if (!types.containsAll(List.of("moov", "mdat"))) {
            return Optional.of("must be an MP4 video with the boxes moov and mdat but has only " + some(types));
        }
        return Optional.empty();
    }

    private static String some(List<String> types) {
        List<String> different = types.stream().distinct().toList();
        return different.size() <= MAX_NAMED
                ? String.join(", ", different)
                : String.join(", ", different.subList(0, MAX_NAMED)) + ", …";
    }

    private static Box next(ByteBuffer bytes) {
        int start = bytes.position();
        int left = bytes.remaining();
        if (left < SHORT_HEAD) {
            throw new IllegalArgumentException(
                    "at byte " + start + " only " + left + " bytes are left, too few for a box");
        }
        String type = new String(bytes.array(), start + TYPE_AT, TYPE_LENGTH, StandardCharsets.ISO_8859_1);
        long announced = Integer.toUnsignedLong(bytes.getInt(start));
        boolean isLong = announced == SIZE_FOLLOWS && left >= LONG_HEAD;
        int head = isLong ? LONG_HEAD : SHORT_HEAD;
        long size = isLong ? bytes.getLong(start + SHORT_HEAD) : announced == TO_THE_END ? left : announced;
        if (size < head || size > left) {
            throw new IllegalArgumentException("the box " + Abbreviated.of(type) + " at byte " + start + " announces "
                    + Long.toUnsignedString(size) + " bytes where " + head + " to " + left + " are possible");
        }
        return new Box(type, start, size);
    }
}

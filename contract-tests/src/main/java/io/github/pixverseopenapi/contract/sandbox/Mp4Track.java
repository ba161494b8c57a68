package io.github.pixverseopenapi.contract.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The first track of an MP4 file that ffmpeg wrote: 32-bit boxes of version 0.
 *
 * @param trackHeader the content of {@code tkhd}
 * @param mediaHeader the content of {@code mdhd}
 * @param handler the box {@code hdlr}
 * @param information the boxes of {@code minf} before {@code stbl}
 * @param description the box {@code stsd}
 * @param samples the frames in order
 */
record Mp4Track(
        ByteBuffer trackHeader,
        ByteBuffer mediaHeader,
        ByteBuffer handler,
        ByteBuffer information,
        ByteBuffer description,
        List<Sample> samples) {

    private static final int HEADER = 8;
    private static final int TIMESCALE = 12;

    /**
     * A frame.
     *
     * @param bytes its bytes
     * @param duration in units of the track
     * @param isKey whether it can be shown without the ones before
     */
    record Sample(ByteBuffer bytes, int duration, boolean isKey) {}

    static Mp4Track of(byte[] file) {
        ByteBuffer movie = content(ByteBuffer.wrap(file), "moov");
        ByteBuffer track = content(movie, "trak");
        ByteBuffer media = content(track, "mdia");
        ByteBuffer information = content(media, "minf");
        ByteBuffer table = content(information, "stbl");
        return new Mp4Track(
                content(track, "tkhd"),
                content(media, "mdhd"),
                box(media, "hdlr"),
                before(information, "stbl"),
                box(table, "stsd"),
                samples(ByteBuffer.wrap(file), table));
    }

    /** Units in a second. */
    int timescale() {
        return mediaHeader.getInt(TIMESCALE);
    }

    /** Whole seconds. */
    int seconds() {
        return (int) (samples.stream().mapToLong(Sample::duration).sum() / timescale());
    }

    private static List<Sample> samples(ByteBuffer file, ByteBuffer table) {
        ByteBuffer durations = content(table, "stts");
        ByteBuffer keys = find(table, "stss") < 0 ? null : content(table, "stss");
        ByteBuffer runs = content(table, "stsc");
        ByteBuffer sizes = content(table, "stsz");
        ByteBuffer chunks = content(table, "stco");
        List<Sample> samples = new ArrayList<>();
        int run = 0;
        int key = 0;
        int durationEntry = 0;
        int left = durations.getInt(8);
        for (int chunk = 0; chunk < chunks.getInt(4); chunk++) {
            while (run + 1 < runs.getInt(4) && runs.getInt(8 + 12 * (run + 1)) <= chunk + 1) {
                run++;
            }
            int offset = chunks.getInt(8 + 4 * chunk);
            for (int i = 0; i < runs.getInt(8 + 12 * run + 4); i++) {
                while (left == 0) {
                    durationEntry++;
                    left = durations.getInt(8 + 8 * durationEntry);
                }
                left--;
                int number = samples.size();
                int size = sizes.getInt(4) == 0 ? sizes.getInt(12 + 4 * number) : sizes.getInt(4);
                boolean isKey = keys == null || key < keys.getInt(4) && keys.getInt(8 + 4 * key) == number + 1;
                key += isKey && keys != null ? 1 : 0;
                samples.add(new Sample(file.slice(offset, size), durations.getInt(12 + 8 * durationEntry), isKey));
                offset += size;
            }
        }
        return samples;
    }

    private static ByteBuffer content(ByteBuffer boxes, String type) {
        ByteBuffer box = box(boxes, type);
        return box.slice(HEADER, box.limit() - HEADER);
    }

    private static ByteBuffer box(ByteBuffer boxes, String type) {
        int at = find(boxes, type);
        if (at < 0) {
            throw new IllegalStateException("The sample has no box " + type + ".");
        }
        return boxes.slice(at, boxes.getInt(at));
    }

    private static ByteBuffer before(ByteBuffer boxes, String type) {
        return boxes.slice(0, find(boxes, type));
    }

    /** Where the box begins; -1 without one. */
    private static int find(ByteBuffer boxes, String type) {
        int name = ByteBuffer.wrap(type.getBytes(StandardCharsets.US_ASCII)).getInt();
        for (int at = 0; at + HEADER <= boxes.limit(); at += boxes.getInt(at)) {
            if (boxes.getInt(at + 4) == name) {
                return at;
            }
        }
        return -1;
    }
}

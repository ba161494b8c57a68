package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.sandbox.Mp4Track.Sample;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes an MP4 file of the first seconds of some tracks. The tables come first, so that players start at once. */
final class Mp4Clip {
    private static final int MILLISECONDS = 1000;

    private final List<Mp4Track> tracks;
    private final int seconds;

    private Mp4Clip(List<Mp4Track> tracks, int seconds) {
        this.tracks = tracks;
        this.seconds = seconds;
    }

    /** @param seconds at most the length of the tracks */
    static byte[] of(List<Mp4Track> tracks, int seconds) {
        return new Mp4Clip(tracks, seconds).write();
    }

    private byte[] write() {
        List<List<Sample>> samples = tracks.stream().map(this::first).toList();
        byte[] type = box("ftyp", text("isom"), ints(0x200), text("isomiso2avc1mp41"));
        // The size of the tables does not depend on the positions in them.
        int mediaStart = type.length + movie(samples, 0).length + 8;
        byte[] data = concat(samples.stream()
                .flatMap(List::stream)
                .map(sample -> bytes(sample.bytes()))
                .toArray(byte[][]::new));
        return concat(type, movie(samples, mediaStart), box("mdat", data));
    }

    private List<Sample> first(Mp4Track track) {
        List<Sample> first = new ArrayList<>();
        long time = 0;
        for (Sample sample : track.samples()) {
            if (time >= (long) seconds * track.timescale()) {
                break;
            }
            first.add(sample);
            time += sample.duration();
        }
        return first;
    }

    private byte[] movie(List<List<Sample>> samples, int mediaStart) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(header());
        int position = mediaStart;
        for (int i = 0; i < tracks.size(); i++) {
            parts.add(track(tracks.get(i), i + 1, samples.get(i), position));
            position += samples.get(i).stream()
                    .mapToInt(sample -> sample.bytes().limit())
                    .sum();
        }
        return box("moov", parts.toArray(byte[][]::new));
    }

    /** Normal speed, full volume, no rotation. */
    private byte[] header() {
        return box(
                "mvhd",
                ints(0, 0, 0, MILLISECONDS, seconds * MILLISECONDS, 0x10000, 0x1000000, 0, 0),
                ints(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000),
                ints(0, 0, 0, 0, 0, 0, tracks.size() + 1));
    }

    private byte[] track(Mp4Track track, int number, List<Sample> samples, int position) {
        byte[] header = bytes(track.trackHeader());
        ByteBuffer.wrap(header).putInt(12, number).putInt(20, seconds * MILLISECONDS);
        byte[] media = bytes(track.mediaHeader());
        ByteBuffer.wrap(media)
                .putInt(16, samples.stream().mapToInt(Sample::duration).sum());
        return box(
                "trak",
                box("tkhd", header),
                box(
                        "mdia",
                        box("mdhd", media),
                        bytes(track.handler()),
                        box("minf", bytes(track.information()), table(track, samples, position))));
    }

    /** All samples of a track in one chunk. */
    private static byte[] table(Mp4Track track, List<Sample> samples, int position) {
        List<Integer> durations = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            durations.addAll(List.of(1, samples.get(i).duration()));
            sizes.add(samples.get(i).bytes().limit());
            if (samples.get(i).isKey()) {
                keys.add(i + 1);
            }
        }
        return box(
                "stbl",
                bytes(track.description()),
                box("stts", ints(0, samples.size()), ints(durations)),
                keys.size() == samples.size() ? new byte[0] : box("stss", ints(0, keys.size()), ints(keys)),
                box("stsc", ints(0, 1, 1, samples.size(), 1)),
                box("stsz", ints(0, 0, samples.size()), ints(sizes)),
                box("stco", ints(0, 1, position)));
    }

    private static byte[] box(String type, byte[]... parts) {
        byte[] content = concat(parts);
        return concat(ints(content.length + 8), text(type), content);
    }

    private static byte[] text(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] ints(List<Integer> values) {
        return ints(values.stream().mapToInt(Integer::intValue).toArray());
    }

    private static byte[] ints(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.limit()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pit-calls")
class Mp4BoxTrackerTest {
    private static final byte[] FILE = join(box("ftyp", 16, 8), box("moov", 12, 4), largeBox("mdat", 20, 4));

    private static byte[] box(String type, int size, int content) {
        return ByteBuffer.allocate(8 + content)
                .putInt(size)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] largeBox(String type, long size, int content) {
        return ByteBuffer.allocate(16 + content)
                .putInt(1)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putLong(size)
                .array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static boolean mayBeWhole(byte[] bytes, int step) {
        Mp4BoxTracker boxes = new Mp4BoxTracker();
        for (int at = 0; at < bytes.length; at += step) {
            boxes.add(bytes, at, Math.min(step, bytes.length - at));
        }
        return boxes.mayBeWhole();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 1000})
    void mayBeWhole_ofAWholeFile_isTrue(int step) {
        assertThat(mayBeWhole(FILE, step)).isTrue();
    }

    @Test
    void mayBeWhole_ofEveryBeginning_isFalse() {
        for (int length = 8; length < FILE.length; length++) {
            assertThat(mayBeWhole(Arrays.copyOf(FILE, length), 5))
                    .as("%d bytes", length)
                    .isFalse();
        }
    }

    @Test
    void mayBeWhole_withALastBoxToTheEndOfTheFile_isTrue() {
        assertThat(mayBeWhole(join(box("ftyp", 16, 8), box("moov", 8, 0), box("mdat", 0, 9)), 4))
                .isTrue();
    }

    @Test
    void mayBeWhole_withABoxSmallerThanItsHeader_isUnknown() {
        assertThat(mayBeWhole(join(box("ftyp", 16, 8), box("moov", 7, 0), box("mdat", 90, 9)), 4))
                .isTrue();
        assertThat(mayBeWhole(join(box("ftyp", 16, 8), largeBox("mdat", 15, 0)), 4))
                .isTrue();
        assertThat(mayBeWhole(join(box("ftyp", 16, 8), largeBox("mdat", -1, 0)), 4))
                .isTrue();
    }

    @Test
    void mayBeWhole_ofANonMp4File_isUnknown() {
        assertThat(mayBeWhole("\u001aE\u00df\u00a3 and so on".getBytes(StandardCharsets.ISO_8859_1), 4))
                .isTrue();
    }
}

package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.document.Mp4Boxes.Box;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pit-document")
class Mp4BoxesTest {

    private static final byte[] SAMPLE = StubResponse.video().body();

    @Test
    void of_theSampleVideo_listsItsBoxesInOrder() {
        assertThat(Mp4Boxes.of(SAMPLE)).extracting(Box::type).containsExactly("ftyp", "moov", "mdat");
        assertThat(Mp4Boxes.of(SAMPLE).stream().mapToLong(Box::size).sum()).isEqualTo(SAMPLE.length);
        assertThat(Mp4Boxes.problem(SAMPLE)).isEmpty();
    }

    @Test
    void of_aSizeOf64Bits_readsIt() {
        byte[] file = join(box(8, "ftyp"), box(8, "moov"), longBox(20, "mdat", 4));

        assertThat(Mp4Boxes.of(file)).last().isEqualTo(new Box("mdat", 16, 20));
        assertThat(Mp4Boxes.problem(file)).isEmpty();
    }

    @Test
    void of_aSizeOfZero_reachesToTheEnd() {
        byte[] file = join(box(8, "ftyp"), box(8, "moov"), box(0, "mdat"), new byte[5]);

        assertThat(Mp4Boxes.of(file)).last().isEqualTo(new Box("mdat", 16, 13));
        assertThat(Mp4Boxes.problem(file)).isEmpty();
    }

    @Test
    void of_anEmptyFile_hasNone() {
        assertThat(Mp4Boxes.of(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 15, 21, Long.MIN_VALUE, Long.MAX_VALUE})
    void of_aWrongSizeOf64Bits_statesWhichArePossible(long size) {
        byte[] file = join(box(8, "ftyp"), longBox(size, "mdat", 4));

        assertThatThrownBy(() -> Mp4Boxes.of(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has the box \"mdat\" at byte 8 with a size of " + Long.toUnsignedString(size)
                        + ", not 16 to 20");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 9, Integer.MAX_VALUE, -1})
    void of_aWrongSize_statesWhichArePossible(int size) {
        assertThatThrownBy(() -> Mp4Boxes.of(box(size, "moov")))
                .hasMessage("has the box \"moov\" at byte 0 with a size of " + Integer.toUnsignedString(size)
                        + ", not 8 to 8");
    }

    @Test
    void fault_whereverTheSampleIsCut_isFound() {
        for (int length = 0; length < SAMPLE.length; length++) {
            assertThat(Mp4Boxes.problem(Arrays.copyOf(SAMPLE, length)))
                    .as("cut at %s", length)
                    .isNotEmpty();
        }
    }

    /** Eight bytes make a box, so that a small file could fill the memory and the screen with them. */
    @Test
    void of_moreBoxesThanAnyVideoHas_isRejected() {
        assertThat(Mp4Boxes.of(emptyBoxes(10_000))).hasSize(10_000);
        assertThatThrownBy(() -> Mp4Boxes.of(emptyBoxes(10_001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has more than 10000 top-level boxes");
    }

    @Test
    void fault_ofManyBoxesButThoseThatMatter_namesAFew() {
        byte[] boxes = emptyBoxes(10_000);
        for (int index = 0; index < 10_000; index++) {
            ByteBuffer.wrap(boxes).putInt(index * 8 + 4, 0x61616161 + index);
        }
        ByteBuffer.wrap(boxes).put(4, "ftyp".getBytes(StandardCharsets.US_ASCII));

        assertThat(Mp4Boxes.problem(boxes).orElseThrow())
                .startsWith("must be an MP4 video with the boxes moov and mdat, but was one with ftyp, ")
                .endsWith(", …")
                .hasSizeLessThan(200);
    }

    private static byte[] emptyBoxes(int count) {
        ByteBuffer boxes = ByteBuffer.allocate(count * 8);
        for (int index = 0; index < count; index++) {
            boxes.putInt(8).put("free".getBytes(StandardCharsets.US_ASCII));
        }
        return boxes.array();
    }

    @Test
    void fault_ofATextInstead_isOneLine() {
        assertThat(Mp4Boxes.problem("{\"e\n\"rror\"}".getBytes(StandardCharsets.US_ASCII))
                        .orElseThrow())
                .startsWith("must be an MP4 video, but has the box ")
                .doesNotContain("\n");
    }

    @Test
    void fault_ofBytesTooFew_reportsIt() {
        assertThat(Mp4Boxes.problem(join(box(8, "ftyp"), new byte[3])))
                .hasValue("must be an MP4 video, but has only 3 bytes for the box at byte 8");
    }

    @Test
    void fault_ofAnotherFirstBox_isFound() {
        assertThat(Mp4Boxes.problem(join(box(8, "moov"), box(8, "ftyp"), box(8, "mdat"))))
                .hasValue("must be an MP4 video that starts with the box ftyp, but was one that starts with \"moov\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"moov", "mdat"})
    void fault_ofAMissingBox_isFound(String only) {
        assertThat(Mp4Boxes.problem(join(box(8, "ftyp"), box(8, only))))
                .hasValue("must be an MP4 video with the boxes moov and mdat, but was one with ftyp, " + only);
    }

    private static byte[] box(int size, String type) {
        return ByteBuffer.allocate(8)
                .putInt(size)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] longBox(long size, String type, int content) {
        return ByteBuffer.allocate(16 + content).put(box(1, type)).putLong(size).array();
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }
}

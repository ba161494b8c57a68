package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("pit-sandbox")
class SampleVideoTest {

    @ParameterizedTest
    @EnumSource
    void mp4_eachSample_isSmallAndPlayableWhileLoading(SampleVideo video) {
        Map<String, ByteBuffer> boxes = boxes(ByteBuffer.wrap(video.mp4()));

        assertThat(video.mp4()).hasSizeLessThan(12_000);
        assertThat(boxes.keySet()).containsSubsequence("ftyp", "moov", "mdat");
        assertThat(boxes.get("mdat").remaining()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void mp4_eachSample_isH264OfItsLength(SampleVideo video) {
        Map<String, ByteBuffer> movie =
                boxes(boxes(ByteBuffer.wrap(video.mp4())).get("moov"));
        ByteBuffer sampleDescriptions = descend(movie.get("trak"), "mdia", "minf", "stbl", "stsd");
        ByteBuffer header = movie.get("mvhd");

        // Version and flags, then the number of entries; then each entry is a box named after its codec.
        sampleDescriptions.position(sampleDescriptions.position() + 8);
        assertThat(boxes(sampleDescriptions)).containsOnlyKeys("avc1");
        // Version and flags, two dates; then ticks in a second and the length in ticks.
        int ticksPerSecond = header.getInt(header.position() + 12);
        int ticks = header.getInt(header.position() + 16);
        assertThat(SampleVideo.nearest(BigDecimal.valueOf(ticks / ticksPerSecond)))
                .isEqualTo(video);
        assertThat(ticks % ticksPerSecond).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, FIVE_SECONDS", "5, FIVE_SECONDS", "6.5, FIVE_SECONDS", "7, EIGHT_SECONDS", "15, EIGHT_SECONDS"})
    void nearest_anyLength_takesTheNearestSample(BigDecimal seconds, SampleVideo expected) {
        assertThat(SampleVideo.nearest(seconds)).isEqualTo(expected);
    }

    @Test
    void call_eightSeconds_returnsTheLongerVideo() {
        ApiOperation operation = SandboxHttpClient.anyOperation();
        JsonObject body = SandboxHttpClient.validBody(operation);
        body.addProperty("duration", 8);
        try (Sandbox sandbox = Sandbox.start()) {
            assertThat(SandboxHttpClient.call(sandbox, operation, body).body())
                    .isEqualTo(SampleVideo.EIGHT_SECONDS.mp4());
        }
    }

    private static ByteBuffer descend(ByteBuffer from, String... path) {
        ByteBuffer current = from;
        for (String type : path) {
            current = boxes(current).get(type);
        }
        return current;
    }

    /** The sequence of boxes in some bytes, each without its header. */
    private static Map<String, ByteBuffer> boxes(ByteBuffer bytes) {
        Map<String, ByteBuffer> boxes = new LinkedHashMap<>();
        ByteBuffer rest = bytes.slice();
        while (rest.hasRemaining()) {
            int size = rest.getInt(rest.position());
            byte[] type = new byte[4];
            rest.get(rest.position() + 4, type);
            boxes.put(new String(type, StandardCharsets.US_ASCII), rest.slice(rest.position() + 8, size - 8));
            rest.position(rest.position() + size);
        }
        return boxes;
    }
}

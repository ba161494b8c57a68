package io.github.pixverseopenapi.contract.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("pit-sandbox")
class SampleVideoTest {
    private static final ApiDocument DOCUMENT = ApiDocument.load();

    /** Each operation in each of its ratios, with and without sound. */
    static List<SampleVideo> samples() {
        List<SampleVideo> samples = new ArrayList<>();
        for (ApiOperation operation : DOCUMENT.videoOperations()) {
            for (String ratio : ratios(operation)) {
                for (int seconds : new int[] {1, 5, 8}) {
                    samples.add(SampleVideo.of(operation.operationId(), ratio, BigDecimal.valueOf(seconds), false));
                    samples.add(SampleVideo.of(operation.operationId(), ratio, BigDecimal.valueOf(seconds), true));
                }
            }
        }
        samples.add(SampleVideo.of("generateV6Video", "21:9", BigDecimal.valueOf(15), true));
        return samples;
    }

    private static List<String> ratios(ApiOperation operation) {
        JsonObject ratio =
                DOCUMENT.requestSchema(operation).getAsJsonObject("properties").getAsJsonObject("aspect_ratio");
        if (ratio == null) {
            return List.of("16:9");
        }
        String name = operation.operationId().equals("generateV6Video") ? "V6AspectRatio" : "AspectRatio";
        return DOCUMENT
                .json()
                .getAsJsonObject("components")
                .getAsJsonObject("schemas")
                .getAsJsonObject(name)
                .getAsJsonArray("enum")
                .asList()
                .stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void mp4_eachSample_isWholeSmallAndPlayableWhileLoading(SampleVideo video) {
        Map<String, ByteBuffer> boxes = boxes(ByteBuffer.wrap(video.mp4()));

        assertThat(Mp4Boxes.of(video.mp4())).hasSize(3);
        assertThat(video.mp4()).hasSizeLessThan(200_000).hasSize(video.size());
        assertThat(boxes.keySet()).containsExactly("ftyp", "moov", "mdat");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void mp4_eachSample_isH264OfItsRatioAndLength(SampleVideo video) {
        List<ByteBuffer> tracks = tracks(video);
        Map<String, ByteBuffer> codec = boxes(skip(descend(tracks.get(0), "mdia", "minf", "stbl", "stsd"), 8));
        ByteBuffer header =
                boxes(boxes(ByteBuffer.wrap(video.mp4())).get("moov")).get("mvhd");
        String[] ratio = video.film().replaceFirst(".*-", "").split("x");

        assertThat(codec).containsOnlyKeys("avc1");
        int width = codec.get("avc1").getShort(24);
        int height = codec.get("avc1").getShort(26);
        assertThat(width * Integer.parseInt(ratio[1])).isEqualTo(height * Integer.parseInt(ratio[0]));
        assertThat(header.getInt(16)).isEqualTo(video.seconds() * header.getInt(12));
        assertThat(samplesIn(tracks.get(0))).isEqualTo(video.seconds() * 12);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void mp4_eachSample_hasSoundIfTheOperationHasOne(SampleVideo video) {
        List<ByteBuffer> tracks = tracks(video);

        assertThat(tracks).hasSize(video.hasSound() ? 2 : 1);
        if (video.hasSound()) {
            assertThat(video.film()).matches("generateV[56]Video-.*");
            assertThat(boxes(skip(descend(tracks.get(1), "mdia", "minf", "stbl", "stsd"), 8)))
                    .containsOnlyKeys("mp4a");
            // 1024 samples of 16,000 a second in each frame.
            assertThat(samplesIn(tracks.get(1))).isEqualTo((video.seconds() * 16_000 + 1023) / 1024);
        }
    }

    /** Each frame stands where the table says: a key frame begins with the length of its first unit. */
    @Test
    void mp4_ofSeveralTracks_hasTheFramesOfItsFilm() {
        SampleVideo video = SampleVideo.of("generateV6Video", "21:9", BigDecimal.valueOf(3), true);
        List<Mp4Track.Sample> film = Mp4Track.of(ResourceFile.read("samples/generateV6Video-21x9.mp4"))
                .samples();

        List<Mp4Track.Sample> cut = Mp4Track.of(video.mp4()).samples();

        assertThat(cut).isEqualTo(film.subList(0, 36));
        assertThat(cut).filteredOn(Mp4Track.Sample::isKey).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.5, 1", "1, 1", "6.5, 7", "8, 8", "9, 8", "1e9, 8"})
    void of_anyLength_isRoundedUpAndNoLongerThanTheFilm(BigDecimal seconds, int expected) {
        assertThat(SampleVideo.of("textToVideo", "16:9", seconds, false).seconds())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "textToVideo, 9:16, textToVideo-9x16",
        "imageToVideo, 9:16, imageToVideo-16x9",
        "makeFilm, 9:16, textToVideo-9x16",
        "makeFilm, 5:4, textToVideo-16x9"
    })
    void of_anOperationOrRatioWithoutAFilm_takesTheNextBest(String operation, String ratio, String film) {
        assertThat(SampleVideo.of(operation, ratio, BigDecimal.ONE, true).film())
                .isEqualTo(film);
    }

    @Test
    void call_ratioSecondsAndSound_areThoseOfTheRequest() {
        ApiOperation operation = DOCUMENT.operation("/v1/pixverse-v6").orElseThrow();
        JsonObject body = SandboxHttpClient.validBody(operation);
        body.addProperty("duration", 11);
        body.addProperty("aspect_ratio", "21:9");
        body.addProperty("generate_audio_switch", false);
        try (Sandbox sandbox = Sandbox.start()) {
            assertThat(SandboxHttpClient.call(sandbox, operation, body).body())
                    .isEqualTo(SampleVideo.of("generateV6Video", "21:9", BigDecimal.valueOf(11), false)
                            .mp4());
        }
    }

    /** The service takes the ratio of the image, which the sandbox does not load. */
    @Test
    void call_withAnImage_ignoresTheRatio() {
        ApiOperation operation = DOCUMENT.operation("/v1/pixverse-5-video").orElseThrow();
        JsonObject body = SandboxHttpClient.validBody(operation);
        body.addProperty("aspect_ratio", "9:16");
        body.addProperty("image_url", "https://example.com/vase.png");
        try (Sandbox sandbox = Sandbox.start()) {
            assertThat(SandboxHttpClient.call(sandbox, operation, body).body())
                    .isEqualTo(SampleVideo.of("generateV5Video", "16:9", BigDecimal.valueOf(5), true)
                            .mp4());
        }
    }

    private static List<ByteBuffer> tracks(SampleVideo video) {
        ByteBuffer movie = boxes(ByteBuffer.wrap(video.mp4())).get("moov").slice();
        List<ByteBuffer> tracks = new ArrayList<>();
        for (int at = 0; at < movie.limit(); at += movie.getInt(at)) {
            if (movie.getInt(at + 4) == 0x7472616b) {
                tracks.add(movie.slice(at + 8, movie.getInt(at) - 8));
            }
        }
        return tracks;
    }

    private static int samplesIn(ByteBuffer track) {
        return descend(track, "mdia", "minf", "stbl", "stsz").getInt(8);
    }

    private static ByteBuffer skip(ByteBuffer buffer, int bytes) {
        return buffer.slice(bytes, buffer.limit() - bytes);
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

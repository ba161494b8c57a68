package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.UsdText;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How the tests of the recordings run, from system properties.
 *
 * @param mode {@code -Dpixverse.recordings}
 * @param baseUrl {@code -Dpixverse.recordings.baseUrl}: the server's root; the live service's by default
 * @param budget {@code -Dpixverse.budget}: the maximum cost of the calls in US dollars; without it, only free calls are
 *     made
 * @param imageUrl {@code -Dpixverse.imageUrl}: an image that the service can fetch
 * @param videoUrl {@code -Dpixverse.videoUrl}: a video that the service can fetch
 */
record SuiteSettings(
        RecordingMode mode,
        Optional<String> baseUrl,
        Optional<BigDecimal> budget,
        Optional<String> imageUrl,
        Optional<String> videoUrl) {

    private static final String BUDGET = "pixverse.budget";

    static SuiteSettings read(UnaryOperator<String> properties) {
        return new SuiteSettings(
                RecordingMode.of(properties.apply(RecordingMode.PROPERTY)),
                Optional.ofNullable(properties.apply("pixverse.recordings.baseUrl")),
                Optional.ofNullable(properties.apply(BUDGET)).map(usd -> UsdText.parse("-D" + BUDGET, usd)),
                Optional.ofNullable(properties.apply("pixverse.imageUrl")),
                Optional.ofNullable(properties.apply("pixverse.videoUrl")));
    }

    /** The recordings that this run creates; empty in replay mode. */
    List<Recording> capture(RecordSession job, Path committed, Path scratch) {
        if (mode == RecordingMode.REPLAY) {
            return List.of();
        }
        return job.run(new RecordOptions(
                false,
                baseUrl,
                budget,
                List.of(),
                budget.isPresent() ? Set.of() : Set.of(Scenario.WRONG_KEY),
                imageUrl,
                videoUrl,
                mode == RecordingMode.RECORD ? committed : scratch.resolve("live"),
                scratch.resolve("videos"),
                false));
    }
}

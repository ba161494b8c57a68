package io.github.pixverseopenapi.contract.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Sends thousands of calls to the sandbox from many threads that share one client, with seeded random faults, error
 * responses, retries, cancellations and interruptions. Stubs apply to the next call of an operation; so each call has a
 * number, and its outcome is compared with the responses to its requests.
 */
@Tag("soak")
@Isolated("counts threads, descriptors and bytes of the process")
class SoakTest {
    private static final int WARM_UP_CALLS = 600;
    private static final long WARM_UP_SEED = 1;

    private final LeakLog leaks = new LeakLog();

    @AfterEach
    void stopListening() {
        leaks.close();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void calls_withRandomFaults_matchTheSandboxAndReleaseAllResources(@TempDir Path folder) throws Exception {
        long seed = SoakOptions.seed();
        int calls = SoakOptions.calls();
        SoakOptions.log("%,d calls; for the same again: %s", calls, SoakOptions.again(seed, calls));
        try {
            soak(folder, seed, calls);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("With " + SoakOptions.again(seed, calls) + ": " + e.getMessage(), e);
        }
    }

    private void soak(Path folder, long seed, int calls) throws Exception {
        try (SoakServers warmUp = new SoakServers()) {
            warmUp.run(folder, WARM_UP_SEED, WARM_UP_CALLS);
        }
        ResourceSnapshot before = ResourceSnapshot.now();
        SoakOptions.log("before: %s", before);
        // The client stays open until the end, so that its resources are counted.
        try (SoakServers stage = new SoakServers()) {
            Totals totals = stage.run(folder, seed, calls);
            SoakOptions.log("%s", totals);
            assertThat(leaks.warnings())
                    .as("OkHttp's warnings of responses that were not closed")
                    .isEmpty();
            ResourceSnapshot after = ResourceSnapshot.after(before);
            SoakOptions.log("after: %s", after);
            after.assertNotAbove(before);
            totals.assertConclusive();
        }
        assertOnlyWholeVideos(folder);
    }

    private static void assertOnlyWholeVideos(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).isNotEmpty().allSatisfy(file -> {
                assertThat(file.getFileName().toString()).matches("video-\\d+\\.mp4");
                byte[] bytes = Files.readAllBytes(file);
                assertThat(new String(bytes, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
                assertThat(bytes.length).isIn(VideoReader.wholeSizes());
            });
        }
    }
}

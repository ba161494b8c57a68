package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.BatchReport;
import io.github.pixverseopenapi.contract.fixtures.Fork;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxJob;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch whose process is killed at random moments. The sandbox's books say what was paid. */
class ForkedBatchTest {
    private static final int KEYS = 60;
    private static final int KILLS = 4;

    @Test
    void run_killedAtRandomMoments_paysNoKeyTwiceAndSavesAll(@TempDir Path folder) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Sandbox sandbox = Sandbox.builder()
                .credits(new BigDecimal("1000"))
                .processingTime(Duration.ofMillis(300))
                .start()) {
            delaySubmits(sandbox);
            for (int kill = 0; kill < KILLS; kill++) {
                runAndKill(sandbox, folder, random);
            }
            BatchReport report = ForkedBatch.run(sandbox.baseUrl(), folder, KEYS);

            assertThat(report.isComplete()).as("seed %d: %s", seed, report).isTrue();
            assertThat(submitsByPrompt(sandbox))
                    .as("seed %d", seed)
                    .hasSize(KEYS)
                    .allSatisfy((prompt, count) -> assertThat(count).as(prompt).isOne());
            BigDecimal charged = sandbox.jobs().stream().map(SandboxJob::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(report.costUsd()).isEqualByComparingTo(charged);
            assertThat(IntStream.range(0, KEYS).mapToObj(i -> folder.resolve("key-" + i + ".mp4")))
                    .allSatisfy(file -> assertThat(file).isNotEmptyFile());
        }
    }

    /** Accepts jobs at once and responds late, so that kills meet requests whose response has not come. */
    private static void delaySubmits(Sandbox sandbox) {
        for (int i = 0; i < KEYS; i++) {
            sandbox.changeNextResponse("submitTextToVideo", response -> response.withDelay(Duration.ofMillis(200)));
        }
    }

    /** Kills the process some time after its first request, so that the start of the JVM does not count. */
    private static void runAndKill(Sandbox sandbox, Path folder, Random random) throws Exception {
        int before = sandbox.journal().size();
        Process process =
                Fork.start(ForkedBatch.class, List.of(), sandbox.baseUrl(), folder.toString(), String.valueOf(KEYS));
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> sandbox.journal().size() > before);
        Thread.sleep(random.nextInt(400)); // Any moment of the work.
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("128 + SIGKILL, so it had not ended").isEqualTo(137);
    }

    private static Map<String, Long> submitsByPrompt(Sandbox sandbox) {
        return sandbox.journal().stream()
                .filter(entry -> entry.method().equals("POST"))
                .collect(Collectors.groupingBy(
                        entry -> JsonParser.parseString(entry.bodyText())
                                .getAsJsonObject()
                                .get("prompt")
                                .getAsString(),
                        Collectors.counting()));
    }
}

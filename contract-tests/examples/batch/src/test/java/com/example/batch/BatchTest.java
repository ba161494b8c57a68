package com.example.batch;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;
import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThatThrownBy;

import io.github.pixverseopenapi.client.BatchReport;
import io.github.pixverseopenapi.client.BatchState;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SandboxExtension.class)
class BatchTest {
    private static final String SUBMIT = "submitTextToVideo";
    private static final Path PROMPTS = Path.of("prompts.txt");
    private static final int KEYS = 6;

    @TempDir
    private Path folder;

    @Test
    void main_killedWhileARequestIsBeingSent_nextRunPaysNothingTwice(Sandbox sandbox) throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        sandbox.changeNextResponse(SUBMIT, response -> response);
        sandbox.changeNextResponse(SUBMIT, response -> {
            received.countDown();
            return response.withDelay(Duration.ofHours(1));
        });
        Process killed = start(sandbox, "100");
        try {
            assertThat(received.await(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            killed.destroyForcibly().waitFor();
        }
        assertThat(folder.resolve("batch.journal")).exists();

        assertThat(start(sandbox, "100").waitFor()).isZero();

        assertThat(sandbox).received("listRequestHistory");
        assertThat(sandbox).received(SUBMIT).withAcceptedKey().times(KEYS);
        for (Map.Entry<String, PixverseRequest> request : Batch.read(PROMPTS).entrySet()) {
            assertThat(sandbox)
                    .received(SUBMIT)
                    .withBody(request.getValue().toJson())
                    .once();
            assertThat(folder.resolve(request.getKey() + ".mp4")).isNotEmptyFile();
        }
        assertThat(sandbox).hasJobs(KEYS).hasCredits(BigDecimal.valueOf(100 - KEYS));
    }

    @Test
    void run_budgetForTwo_sendsTheOthersOnceItIsHigher(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        BatchReport small = Batch.run(pixverse, Batch.read(PROMPTS), folder, BigDecimal.valueOf(2));

        assertThat(small.isComplete()).isFalse();
        assertThat(small.entries(BatchState.SAVED)).hasSize(2);
        assertThat(small.entries(BatchState.WAITING)).hasSize(KEYS - 2);
        assertThat(sandbox).received(SUBMIT).times(2);

        BatchReport large = Batch.run(pixverse, Batch.read(PROMPTS), folder, BigDecimal.valueOf(KEYS));

        assertThat(large.isComplete()).isTrue();
        assertThat(large.costUsd()).isEqualByComparingTo(BigDecimal.valueOf(KEYS));
        assertThat(sandbox).received(SUBMIT).times(KEYS);
    }

    @Test
    void run_withoutCredits_sendsWhatWasRefusedAgain(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        sandbox.setCredits(BigDecimal.ZERO);
        assertThat(Batch.run(pixverse, Batch.read(PROMPTS), folder, BigDecimal.TEN)
                        .entries(BatchState.WAITING))
                .hasSize(KEYS);
        sandbox.setCredits(BigDecimal.TEN);

        assertThat(Batch.run(pixverse, Batch.read(PROMPTS), folder, BigDecimal.TEN)
                        .isComplete())
                .isTrue();

        assertThat(sandbox).hasCredits(BigDecimal.valueOf(10 - KEYS));
    }

    @Test
    void read_keyInTwoLines_isRejected() throws Exception {
        Path file = Files.writeString(folder.resolve("twice.txt"), "boat = A boat\nboat = A ship\n");

        assertThatThrownBy(() -> Batch.read(file)).hasMessageContaining("but was in two: boat");
    }

    private Process start(Sandbox sandbox, String budgetUsd) throws IOException {
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Batch.class.getName(),
                PROMPTS.toString(),
                folder.toString(),
                budgetUsd);
        program.environment().put("SEGMIND_API_KEY", sandbox.apiKey());
        program.environment().put("PIXVERSE_BASE_URL", sandbox.baseUrl());
        return program.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(Path.of("target", "batch.log").toFile()))
                .start();
    }
}

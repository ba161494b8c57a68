package com.example.batch;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;
import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThatThrownBy;

import io.github.pixverseopenapi.client.BatchReport;
import io.github.pixverseopenapi.client.BatchState;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    void main_killedBeforeItHasTheResponses_nextRunPaysNothingTwice(Sandbox sandbox) throws Exception {
        CountDownLatch received = new CountDownLatch(KEYS);
        for (int i = 0; i < KEYS; i++) {
            Duration delay = i < 2 ? Duration.ZERO : Duration.ofHours(1);
            sandbox.changeNextResponse(SUBMIT, response -> {
                received.countDown();
                return response.withDelay(delay);
            });
        }
        Process killed = start(sandbox);
        try {
            assertThat(received.await(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            killed.destroyForcibly().waitFor();
        }
        assertThat(folder.resolve("batch.journal")).exists();

        assertThat(start(sandbox).waitFor()).isZero();

        assertThat(sandbox).received(SUBMIT).withAcceptedKey().times(KEYS);
        assertThat(sandbox).received("listRequestHistory");
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
        BatchReport small = run(pixverse, BigDecimal.valueOf(2));

        assertThat(small.isComplete()).isFalse();
        assertThat(small.entries(BatchState.SAVED)).hasSize(2);
        assertThat(small.entries(BatchState.WAITING)).hasSize(KEYS - 2);
        assertThat(sandbox).received(SUBMIT).times(2);

        BatchReport large = run(pixverse, BigDecimal.valueOf(KEYS));

        assertThat(large.isComplete()).isTrue();
        assertThat(large.costUsd()).isEqualByComparingTo(BigDecimal.valueOf(KEYS));
        assertThat(sandbox).received(SUBMIT).times(KEYS);
    }

    @Test
    void run_withoutCredits_sendsWhatWasRefusedAgain(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        sandbox.setCredits(BigDecimal.ZERO);
        assertThat(run(pixverse, BigDecimal.TEN).entries(BatchState.WAITING)).hasSize(KEYS);
        sandbox.setCredits(BigDecimal.TEN);

        assertThat(run(pixverse, BigDecimal.TEN).isComplete()).isTrue();

        assertThat(sandbox).hasCredits(BigDecimal.valueOf(10 - KEYS));
    }

    @Test
    void run_requestNeverArrived_isUnclearUntilItIsSentAgain(PixverseClient pixverse, Sandbox sandbox)
            throws Exception {
        sandbox.respondWith(SUBMIT, StubResponse.fault(Fault.DISCONNECT_AFTER_REQUEST));

        BatchReport lost = run(pixverse, BigDecimal.TEN);

        assertThat(lost.entries(BatchState.SAVED)).hasSize(KEYS - 1);
        assertThat(lost.entries(BatchState.UNCLEAR)).hasSize(1);
        String key = lost.entries(BatchState.UNCLEAR).get(0).key();
        assertThat(sandbox).received(SUBMIT).times(KEYS);

        assertThat(run(pixverse, BigDecimal.TEN, key).isComplete()).isTrue();

        assertThat(sandbox).received(SUBMIT).times(KEYS + 1);
        assertThat(sandbox).hasJobs(KEYS);
    }

    @Test
    void read_keyInTwoLines_isRejected() throws Exception {
        Path file = Files.writeString(folder.resolve("twice.txt"), "boat = A boat\nboat = A ship\n");

        assertThatThrownBy(() -> Batch.read(file)).hasMessageContaining("but was in two: boat");
    }

    private BatchReport run(PixverseClient pixverse, BigDecimal budgetUsd, String... resend) throws IOException {
        return Batch.run(pixverse, Batch.read(PROMPTS), folder, budgetUsd, List.of(resend));
    }

    private Process start(Sandbox sandbox) throws IOException {
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Batch.class.getName(),
                PROMPTS.toString(),
                folder.toString(),
                "100");
        program.environment().put("SEGMIND_API_KEY", sandbox.apiKey());
        program.environment().put("PIXVERSE_BASE_URL", sandbox.baseUrl());
        return program.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(Path.of("target", "batch.log").toFile()))
                .start();
    }
}

package io.github.pixverseopenapi.contract.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.BatchReport;
import io.github.pixverseopenapi.client.BatchState;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseBatch;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxJob;
import io.github.pixverseopenapi.contract.sandbox.SandboxJobState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Thousands of jobs through one batch, with seeded random faults at each step. The sandbox's books must add up. */
@Tag("soak")
@Isolated("counts threads, descriptors and bytes of the process")
class BatchSoakTest {
    private static final int CALLS_PER_JOB = 4;
    private static final BigDecimal UPPER_PRICE =
            Operation.SUBMIT_TEXT_TO_VIDEO.highestPriceUsd().orElseThrow();

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void batch_withRandomFaults_chargesWhatItSavedAndReported(@TempDir Path folder) {
        long seed = SoakOptions.seed();
        int jobs = SoakOptions.calls() / CALLS_PER_JOB;
        SoakOptions.log("%,d jobs; for the same faults again: %s", jobs, SoakOptions.again(seed, SoakOptions.calls()));
        LongAdder submits = new LongAdder();
        try (Sandbox sandbox = Sandbox.builder()
                        .credits(new BigDecimal(jobs))
                        .processingTime(Duration.ofMillis(100))
                        .onRequest(entry -> submits.add(entry.path().startsWith("/v2/pixverse") ? 1 : 0))
                        .start();
                PixverseClient client = PixverseClient.builder()
                        .apiKey(sandbox.apiKey())
                        .baseUrl(sandbox.baseUrl())
                        .timeout(Duration.ofSeconds(5))
                        .build()) {
            JobFaults faults = new JobFaults(sandbox, new Random(seed));

            BatchReport report = PixverseBatch.builder(client, folder)
                    .maxConcurrency(64)
                    .listener((entry, settled, total) -> faults.injectSometimes())
                    .build()
                    .run(requests(jobs));

            SoakOptions.log("%s; %,d submits, faults: %s", report, submits.sum(), faults);
            assertThat(faults.count()).isGreaterThan(jobs / 10);
            assertConsistent(sandbox, report, submits.sum());
        }
    }

    private static Map<String, PixverseRequest> requests(int count) {
        Map<String, PixverseRequest> requests = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            requests.put(
                    "job-" + i,
                    TextToVideoRequest.builder().prompt("A boat of job " + i).build());
        }
        return requests;
    }

    private static void assertConsistent(Sandbox sandbox, BatchReport report, long submits) {
        Map<SandboxJobState, List<SandboxJob>> jobs =
                sandbox.jobs().stream().collect(Collectors.groupingBy(SandboxJob::state));
        List<SandboxJob> completed = jobs.getOrDefault(SandboxJobState.COMPLETED, List.of());
        List<SandboxJob> failed = jobs.getOrDefault(SandboxJobState.FAILED, List.of());
        int unclear = report.entries(BatchState.UNCLEAR).size();
        int saved = report.entries(BatchState.SAVED).size();

        assertThat(report.entries(BatchState.SUBMITTED)).as("left over").isEmpty();
        assertThat(saved).as("saved").isEqualTo(completed.size());
        assertThat(report.entries(BatchState.SAVED))
                .allSatisfy(entry -> assertThat(entry.target()).isNotEmptyFile());
        assertThat(report.entries(BatchState.FAILED)).as("failed").hasSameSizeAs(failed);
        assertThat(report.entries(BatchState.WAITING)).as("not sent").isEmpty();
        // An unclear request got a 5xx in place of a job.
        BigDecimal charged = completed.stream().map(SandboxJob::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(report.costUsd()).isEqualByComparingTo(charged.add(UPPER_PRICE.multiply(new BigDecimal(unclear))));
        assertThat(submits).isGreaterThanOrEqualTo(saved + failed.size() + unclear);
    }
}

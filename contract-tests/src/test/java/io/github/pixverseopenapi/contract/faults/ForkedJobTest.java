package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.JobCandidate;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.contract.fixtures.Fork;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxJob;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One job whose process is killed at each step, after the service has received the request of the step. */
@Execution(ExecutionMode.CONCURRENT)
class ForkedJobTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"SUBMIT", "STATUS", "RESULT", "DOWNLOAD"})
    void job_killedAtAnyStep_isPaidOnceAndItsVideoIsSaved(JobStep step) throws Exception {
        Path file = folder.resolve("boat.mp4");
        Path id = Files.createTempDirectory(folder, "state").resolve("id");
        try (Sandbox sandbox = Sandbox.start()) {
            hold(step, sandbox);
            Instant sentAt = Instant.now();

            kill(
                    Fork.start(ForkedJob.class, List.of(), sandbox.baseUrl(), file.toString(), id.toString()),
                    step,
                    sandbox);

            assertThat(file).doesNotExist();
            assertThat(Files.exists(id)).as("the id was stored").isEqualTo(step != JobStep.SUBMIT);
            try (PixverseClient client = ForkedJob.client(sandbox.baseUrl());
                    Video video = client.job(idOf(id, client, sentAt)).await()) {
                video.saveTo(file);
            }
            assertThat(file).hasBinaryContent(StubResponse.video().body());
            assertThat(visibleAndHidden()).containsExactly(file);
            assertPaidOnce(sandbox);
        }
    }

    /** Of a video, half comes, and that is more than the client writes at a time. */
    private static void hold(JobStep step, Sandbox sandbox) {
        if (step == JobStep.DOWNLOAD) {
            sandbox.changeNextDownload(
                    response -> StubResponse.of(200, "video/mp4", Arrays.copyOf(response.body(), 1 << 20))
                            .withFault(Fault.STALL_IN_BODY));
        } else {
            sandbox.loseNextResponse(step.operation().orElseThrow().operationId(), Fault.STALL_BEFORE_RESPONSE);
        }
    }

    private void kill(Process process, JobStep step, Sandbox sandbox) throws Exception {
        try {
            await().atMost(PATIENCE)
                    .until(() -> step == JobStep.DOWNLOAD
                            ? hasHalfOfVideo()
                            : sandbox.journal().stream().anyMatch(step::received));
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("128 + SIGKILL, so it had not ended").isEqualTo(137);
    }

    private boolean hasHalfOfVideo() throws IOException {
        for (Path path : visibleAndHidden()) {
            if (Files.size(path) > 0) {
                return true;
            }
        }
        return false;
    }

    private List<Path> visibleAndHidden() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    /** The stored id; without one, that of the only job in the history with this request at that time. */
    private static String idOf(Path stored, PixverseClient client, Instant sentAt) throws IOException {
        if (Files.exists(stored)) {
            return Files.readString(stored);
        }
        List<JobCandidate> candidates = client.lookUp(ForkedJob.REQUEST, sentAt);
        assertThat(candidates).hasSize(1);
        return candidates.get(0).id();
    }

    private static void assertPaidOnce(Sandbox sandbox) {
        assertThat(sandbox.journal())
                .filteredOn(entry -> entry.method().equals("POST"))
                .hasSize(1);
        assertThat(sandbox.jobs()).hasSize(1);
        SandboxJob job = sandbox.jobs().get(0);
        assertThat(sandbox.credits()).isEqualByComparingTo(new BigDecimal(100).subtract(job.cost()));
    }
}

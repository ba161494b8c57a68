package io.github.pixverseopenapi.contract.clients;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pixverseopenapi.contract.document.ServiceFacts;
import io.github.pixverseopenapi.contract.fixtures.Language;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The vendor's own Python SDK, which nobody here wrote, works against the sandbox. */
@Tag("clients")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SegmindSdkTest {

    private static final Path PROGRAM = Path.of("clients", "segmind");
    private static final Path BUILD = Path.of("target", "segmind");
    private static final String PYTHON = "venv/bin/python";

    @BeforeAll
    static void install() throws Exception {
        assumeTrue(Language.selected().contains(new Language("python")));
        ClientBuild.require(
                "the SDK", List.of("python3", "-c", "import ensurepip, sys, venv; assert sys.version_info >= (3, 10)"));
        Files.createDirectories(BUILD);
        for (String file : List.of("check.py", "requirements.txt")) {
            Files.copy(PROGRAM.resolve(file), BUILD.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run(new ProcessBuilder("python3", "-m", "venv", "venv"));
        run(new ProcessBuilder(
                PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"));
    }

    @Test
    void sdk_videosJobsHistoryAndUploads_work() throws Exception {
        try (Sandbox sandbox =
                Sandbox.builder().processingTime(Duration.ofMillis(200)).start()) {
            check(sandbox);

            assertThat(sandbox).hasJobs(2).received("generateV6Video").once();
            assertThat(sandbox.jobs())
                    .allMatch(job -> job.operationId().equals("submitV6Video") && job.resultFetched());
        }
    }

    @Test
    void sdk_failedJob_isReported() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            sandbox.failNextJob("The prompt was declined.");
            check(sandbox, "failed");

            assertThat(sandbox).hasJobs(1).job(sandbox.jobs().get(0).id()).isFailed();
        }
    }

    private static void check(Sandbox sandbox, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder program = new ProcessBuilder(PYTHON, "check.py");
        program.command().addAll(List.of(arguments));
        program.environment().put("PIXVERSE_BASE_URL", sandbox.baseUrl());
        program.environment().put(ServiceFacts.API_KEY_VARIABLE, sandbox.apiKey());
        run(program);
    }

    private static void run(ProcessBuilder command) throws IOException, InterruptedException {
        ClientBuild.runToEnd(
                command.command(),
                command.directory(BUILD.toFile()).redirectErrorStream(true).start());
    }
}

package io.github.pixverseopenapi.contract.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.contract.cli.ContractCommand;
import io.github.pixverseopenapi.contract.fixtures.Fork;
import io.github.pixverseopenapi.contract.fixtures.Fork.ProcessResult;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code generate} in a process of its own that gets the signal of Ctrl-C. */
class InterruptedGenerateTest {

    /** A shell may start its background jobs with this signal ignored. */
    private static final List<String> WITH_SIGNALS = List.of("env", "--default-signal=INT");

    @TempDir
    private Path folder;

    private static Process generate(Sandbox sandbox, List<String> arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("generate"));
        all.addAll(arguments);
        return Fork.start(
                WITH_SIGNALS,
                Map.of("PIXVERSE_BASE_URL", sandbox.baseUrl(), "SEGMIND_API_KEY", sandbox.apiKey()),
                ContractCommand.class,
                List.of(),
                all.toArray(String[]::new));
    }

    private static ProcessResult interrupt(Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        return Fork.await(process);
    }

    private static String line(String key) {
        return "{\"key\":\"" + key + "\",\"operation\":\"textToVideo\",\"request\":{\"prompt\":\"A " + key + "\"}}\n";
    }

    @Test
    void interrupt_ofAFile_saysWhatIsPaidAndHowToGoOn() throws Exception {
        Path file = folder.resolve("my requests.jsonl");
        TextFiles.write(file, line("boat") + line("car") + line("tree"));
        List<String> arguments =
                List.of("--file", file.toString(), "--out", folder.toString(), "--budget", "9", "--parallel", "1");
        try (Sandbox sandbox = Sandbox.start()) {
            sandbox.setProcessingTime(Duration.ZERO);
            Process process = generate(sandbox, arguments);
            await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("boat.mp4")));
            sandbox.setProcessingTime(Duration.ofMinutes(5));
            await().atMost(Duration.ofMinutes(1)).until(() -> sandbox.jobs().size() >= 2);
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            TextFiles.read(folder.resolve("batch.journal")).contains("car\",\"event\":\"SUBMITTED"));

            ProcessResult result = interrupt(process);

            assertThat(result.exitCode()).as(result.output()).isEqualTo(130);
            assertThat(result.output())
                    .contains("Interrupted. Nothing is lost: the journal " + folder.resolve("batch.journal")
                            + " has each step.")
                    .contains("  1 saved\n")
                    .contains("  1 submitted, which is billed but not saved yet: car (job "
                            + sandbox.jobs().get(1).id() + ")\n")
                    .contains("  1 not sent\n")
                    .contains("To go on: pixverse-contract generate --file '" + file + "' --out " + folder
                            + " --budget 9 --parallel 1 --resume\n")
                    .doesNotContain("\tat ", "of 3 videos saved", sandbox.apiKey());
        }
    }

    @Test
    void interrupt_ofAPrompt_repeatsItsCommand() throws Exception {
        try (Sandbox sandbox =
                Sandbox.builder().processingTime(Duration.ofMinutes(5)).start()) {
            Process process = generate(sandbox, List.of("It's a boat", "--out", folder.toString(), "--budget", "1"));
            await().atMost(Duration.ofMinutes(1)).until(() -> !sandbox.jobs().isEmpty());

            ProcessResult result = interrupt(process);

            assertThat(result.exitCode()).as(result.output()).isEqualTo(130);
            assertThat(result.output())
                    .contains(
                            "To go on: pixverse-contract generate 'It'\\''s a boat' --out " + folder + " --budget 1\n");
        }
    }

    @Test
    void interrupt_whileARequestIsSent_saysThatItMayBeBilled() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            sandbox.changeNextResponse("submitTextToVideo", response -> response.withDelay(Duration.ofSeconds(60)));
            Process process = generate(sandbox, List.of("A boat", "--out", folder.toString(), "--budget", "1"));
            await().atMost(Duration.ofMinutes(1)).until(() -> !sandbox.jobs().isEmpty());

            ProcessResult result = interrupt(process);

            assertThat(result.exitCode()).as(result.output()).isEqualTo(130);
            assertThat(result.output()).contains("  1 being sent, which may be billed: a-boat-");
        }
    }
}

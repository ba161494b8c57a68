package io.github.pixverseopenapi.contract.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.contract.cli.ContractCommand;
import io.github.pixverseopenapi.contract.fixtures.Fork;
import io.github.pixverseopenapi.contract.fixtures.Fork.ProcessResult;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code generate} in a process of its own that gets the signal of Ctrl-C. */
class InterruptedGenerateTest {

    /** A shell may start its background jobs with this signal ignored. */
    private static final List<String> WITH_SIGNALS = List.of("env", "--default-signal=INT");

    @TempDir
    private Path folder;

    /** Runs the command, and interrupts it once the condition is met. */
    private static ProcessResult interrupt(Sandbox sandbox, Callable<Boolean> condition, String... arguments)
            throws Exception {
        Process process = Fork.start(
                WITH_SIGNALS,
                Map.of("SEGMIND_API_KEY", sandbox.apiKey()),
                ContractCommand.class,
                List.of(),
                Stream.concat(Stream.of("generate", "--base-url", sandbox.baseUrl()), Stream.of(arguments))
                        .toArray(String[]::new));
        try {
            await().atMost(Duration.ofMinutes(1)).until(condition);
            assertThat(new ProcessBuilder("bash", "-c", "kill -INT " + process.pid())
                            .start()
                            .waitFor())
                    .isZero();
            return Fork.await(process);
        } finally {
            process.destroyForcibly();
        }
    }

    private boolean journalHas(String text) {
        return TextFiles.read(folder.resolve("batch.journal")).contains(text);
    }

    private Path file(String... keys) {
        Path file = folder.resolve("my requests.jsonl");
        TextFiles.write(
                file,
                Stream.of(keys)
                        .map(key -> "{\"key\":\"" + key
                                + "\",\"operation\":\"textToVideo\",\"request\":{\"prompt\":\"A boat\"}}\n")
                        .collect(Collectors.joining()));
        return file;
    }

    /** Saves the first video in this process. */
    private void saveFirst(Sandbox sandbox, String file) {
        Path key = folder.resolve("key");
        TextFiles.write(key, sandbox.apiKey());
        assertThat(ContractCommand.commandLine()
                        .setOut(new PrintWriter(new StringWriter()))
                        .execute(
                                "generate",
                                "--base-url",
                                sandbox.baseUrl(),
                                "--key-file",
                                key.toString(),
                                "--file",
                                file,
                                "--out",
                                folder.toString(),
                                "--budget",
                                "9"))
                .isZero();
    }

    @Test
    void interrupt_ofAFile_saysWhatIsBilledAndHowToGoOn() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            saveFirst(sandbox, file("boat").toString());
            sandbox.setProcessingTime(Duration.ofMinutes(5));
            String file = file("boat", "car", "tree").toString();

            ProcessResult result = interrupt(
                    sandbox,
                    () -> journalHas("{\"key\":\"car\",\"event\":\"SUBMITTED\""),
                    "--file",
                    file,
                    "--out",
                    folder.toString(),
                    "--budget",
                    "9",
                    "--parallel",
                    "1",
                    "--resume");

            assertThat(result.exitCode()).as(result.output()).isEqualTo(130);
            assertThat(result.output())
                    .contains("Interrupted. Nothing is lost: the journal " + folder.resolve("batch.journal")
                            + " has each step.")
                    .contains("  1 saved\n")
                    .contains("  1 submitted, which is billed but not saved yet: car (job "
                            + sandbox.jobs().get(1).id() + ")\n")
                    .contains("  1 not sent\n")
                    .contains("To go on: pixverse-contract generate --base-url " + sandbox.baseUrl() + " --file '"
                            + file + "' --out " + folder + " --budget 9 --parallel 1 --resume\n")
                    .doesNotContain("\tat ", "was interrupted", "of 3 videos saved", sandbox.apiKey());
        }
    }

    @Test
    void interrupt_whileARequestIsSent_saysThatItMayBeBilled() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            sandbox.changeNextResponse("submitTextToVideo", response -> response.withDelay(Duration.ofMinutes(1)));

            ProcessResult result = interrupt(
                    sandbox,
                    () -> !sandbox.jobs().isEmpty(),
                    "It's a boat",
                    "--out",
                    folder.toString(),
                    "--budget",
                    "1");

            assertThat(result.exitCode()).as(result.output()).isEqualTo(130);
            assertThat(result.output())
                    .contains("  1 being sent, which may be billed: it-s-a-boat-")
                    .contains("To go on: pixverse-contract generate --base-url " + sandbox.baseUrl()
                            + " 'It'\\''s a boat' --out " + folder + " --budget 1\n");
        }
    }
}

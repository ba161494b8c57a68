package io.github.pixverseopenapi.contract.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.cli.ContractCommand;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxJob;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that call the service with the client: generate, jobs, credits and upload. */
class ClientCommandsTest {
    private static final String BOAT =
            "{\"key\":\"boat\",\"operation\":\"textToVideo\",\"request\":{\"prompt\":\"A boat\",\"duration\":5,"
                    + "\"quality\":\"540p\",\"aspect_ratio\":\"16:9\",\"motion_mode\":\"normal\"}}";

    private final Sandbox sandbox = Sandbox.start();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        sandbox.close();
    }

    private int execute(String... arguments) {
        Path key = folder.resolve("key");
        TextFiles.write(key, sandbox.apiKey());
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--base-url", sandbox.baseUrl(), "--key-file", key.toString()));
        return executeWithoutKey(all.toArray(String[]::new));
    }

    private int executeWithoutKey(String... arguments) {
        return ContractCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private int generate(String... arguments) {
        return execute(Stream.concat(Stream.of("generate", "--out", folder.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private String file(String... lines) {
        Path file = folder.resolve("requests.jsonl");
        TextFiles.write(file, String.join("\n", lines) + "\n");
        return file.toString();
    }

    private List<Path> videos() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".mp4")).toList();
        }
    }

    @Test
    void generate_prompt_savesItsVideoOnce() throws Exception {
        assertThat(generate("A paper boat!", "--budget", "1"))
                .as(err.toString())
                .isZero();
        assertThat(generate("A paper boat!", "--budget", "1")).isZero();

        assertThat(videos())
                .singleElement()
                .satisfies(video -> assertThat(video.getFileName().toString()).startsWith("a-paper-boat-"));
        assertThat(sandbox.jobs()).hasSize(1);
        assertThat(out.toString()).contains("1 of 1 videos saved, at most $").doesNotContain(sandbox.apiKey());
    }

    @Test
    void generate_fields_areSent() {
        assertThat(generate("A boat", "--budget", "1", "--field", "seed=7", "--field", "quality=720p"))
                .isZero();

        assertThat(sandbox.journal().get(0).bodyText()).contains("\"seed\":7").contains("\"quality\":\"720p\"");
    }

    @Test
    void generate_file_savesAllAsJson() {
        String file = file(BOAT, "", BOAT.replace("boat", "car"));

        assertThat(generate("--file", file, "--budget", "2", "--parallel", "2", "--json"))
                .as(err.toString())
                .isZero();

        JsonObject result = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(result.get("complete").getAsBoolean()).isTrue();
        assertThat(result.getAsJsonArray("entries")).hasSize(2);
        assertThat(folder.resolve("boat.mp4")).exists();
        assertThat(folder.resolve("car.mp4")).exists();
    }

    @Test
    void generate_fileAgain_needsResume() {
        String file = file(BOAT);
        assertThat(generate("--file", file, "--budget", "2")).isZero();

        assertThat(generate("--file", file, "--budget", "2")).isEqualTo(2);
        assertThat(err.toString()).contains("--out must be a folder without a journal unless --resume is set");
        assertThat(generate("--file", file, "--budget", "2", "--resume")).isZero();
        assertThat(sandbox.jobs()).hasSize(1);
    }

    @Test
    void generate_resumeWithoutAJournal_isRejected() {
        assertThat(generate("--file", file(BOAT), "--budget", "2", "--resume")).isEqualTo(2);

        assertThat(err.toString()).contains("--out must be the folder of an earlier run, with its journal");
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void generate_shortLine_getsTheDefaults() {
        String line = "{\"key\":\"boat\",\"operation\":\"textToVideo\",\"request\":{\"prompt\":\"A boat\"}}";

        assertThat(generate("--file", file(line), "--budget", "2"))
                .as(err.toString())
                .isZero();
        assertThat(sandbox.journal().get(0).bodyText()).contains("\"quality\":\"540p\"");
    }

    @Test
    void generate_outThatIsAFile_isRejected() {
        assertThat(execute("generate", "A boat", "--budget", "1", "--out", file(BOAT)))
                .isEqualTo(2);
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void generate_jobThatFails_endsWith1() {
        sandbox.failNextJob("The prompt was rejected.");

        assertThat(generate("A boat", "--budget", "1")).isEqualTo(1);
        assertThat(out.toString())
                .contains(": FAILED (")
                .contains("The prompt was rejected.")
                .contains("0 of 1 videos saved, at most $0");
    }

    @Test
    void generate_dryRun_needsNoKeyAndSendsNothing() {
        assertThat(executeWithoutKey("generate", "--file", file(BOAT, BOAT.replace("boat", "car")), "--dry-run"))
                .isZero();

        assertThat(out.toString()).isEqualToIgnoringNewLines("2 videos, $0.750 to $2.00; nothing was sent");
        assertThat(sandbox.journal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense|line 2 of FILE must be a JSON object with the text \"key\"",
                "{\"key\":\"b\",\"operation\":\"textToVideo\",\"request\":{},\"duration\":8}|line 2 of FILE must be a JSON",
                "{\"key\":\"b\"}|line 2 of FILE must be a JSON object with the text \"key\"",
                "{\"key\":\"b\",\"operation\":\"x\",\"request\":{}}|line 2 of FILE: operation must be one of",
                "{\"key\":\"boat\",\"operation\":\"textToVideo\",\"request\":{}}|key of line 2 of FILE must be used once",
                "{\"key\":\"b\",\"operation\":\"textToVideo\",\"request\":{\"qualty\":1}}|line 2 of FILE: prompt must be"
            })
    void generate_badLine_namesItAndSendsNothing(String line, String message) {
        String file = file(BOAT, line);

        assertThat(generate("--file", file, "--budget", "5")).isEqualTo(2);

        assertThat(err.toString()).contains(message.replace("FILE", file)).hasLineCount(1);
        assertThat(sandbox.journal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A boat|--budget must be set, because the videos may cost $0.375 to $1.00, but was missing",
                "A boat --budget 0.5|budgetUsd must be at least the documented upper price",
                "--budget 1|The input must be either a PROMPT or --file, but was missing",
                "A boat --budget 1 --file x|The input must be either a PROMPT or --file, but was both",
                "--file nowhere --budget 1|nowhere must be a readable file, but was NoSuchFileException",
                "A boat --budget 1 --parallel 0|maxConcurrency must be from 1 to 10000, but was 0",
                "A boat --budget 1 --operation x|operation must be one of",
                "A boat --budget 1 --field quality=9p|quality must be one of"
            })
    void generate_invalidOptions_areRejected(String arguments, String message) {
        String[] split = arguments.replace("A boat", "A_boat").split(" ");

        assertThat(generate(split)).isEqualTo(2);

        assertThat(err.toString()).contains(message).hasLineCount(1);
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void commands_withoutAKey_areRejected() {
        assertThat(executeWithoutKey("credits", "--key-from-env", "PIXVERSE_TEST_NO_KEY"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--key-from-env: the variable PIXVERSE_TEST_NO_KEY must be an API key");
    }

    @Test
    void jobs_ofAnId_areListedAwaitedAndSaved() {
        generate("A boat", "--budget", "1");
        SandboxJob job = sandbox.jobs().get(0);
        Path target = folder.resolve("again.mp4");

        assertThat(execute("jobs", "list")).as(err.toString()).isZero();
        assertThat(out.toString()).contains(job.id() + "  COMPLETED  pixverse-text2video");
        assertThat(execute("jobs", "wait", job.id())).isZero();
        assertThat(out.toString()).contains("COMPLETED");
        assertThat(execute("jobs", "fetch", job.id(), "--out", target.toString()))
                .isZero();
        assertThat(target).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", ""})
    void jobs_invalidId_isRejected(String id) {
        assertThat(execute("jobs", "wait", id)).isEqualTo(2);
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void jobs_zeroTimeout_isRejected() {
        assertThat(execute("jobs", "wait", "5f0c7a3e-9b1d-4c62-8a57-3d2e6f104b98", "--timeout", "0"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("deadline must be from 1 ms");
    }

    @Test
    void credits_arePrinted() {
        assertThat(execute("credits")).as(err.toString()).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("credits: 100.0, free credits: 0.0");
    }

    @Test
    void upload_printsTheAddress() throws Exception {
        generate("A boat", "--budget", "1");
        out.getBuffer().setLength(0);

        assertThat(execute("upload", videos().get(0).toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).startsWith(sandbox.baseUrl());
    }

    @Test
    void upload_missingFile_endsWith1() {
        assertThat(execute("upload", folder.resolve("none.png").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("none.png");
    }
}

package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.contract.cli.ContractCommand;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class RecordCommandTest {

    private static final ApiOperation OPERATION =
            ApiDocument.load().videoOperations().get(1);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path root;

    @Test
    void recording_missing_failsWithTheCommandThatCreatesIt() {
        RecordingFolder folder = new RecordingFolder(root.resolve("recordings"));
        AssertionError failure = catchThrowableOfType(
                AssertionError.class, () -> CommittedRecordings.required(folder, OPERATION, Scenario.VIDEO));

        List<String> commands = failure.getMessage()
                .lines()
                .filter(line -> line.startsWith("  java -jar contract-tests/target/pixverse-contract.jar "))
                .toList();
        assertThat(commands).hasSize(2);
        assertThat(execute(arguments(commands.get(0)))).isZero();
        assertThat(CommittedRecordings.required(folder, OPERATION, Scenario.VIDEO)
                        .toString())
                .isEqualTo("imageToVideo video");
        assertThat(commands.get(1))
                .endsWith("record --operation imageToVideo --scenario video --budget 2.16 --image-url URL");
    }

    @ParameterizedTest
    @CsvSource({
        "--budget, plenty, must be an amount in US dollars",
        "--scenario, sunday, 'must be one of video, refused-prompt,'",
        "--operation, textToPicture, '--operation must be one of textToVideo,'",
        "--base-url, nowhere, --base-url must be the root of a server",
        "--api-key, secret, 'Unknown options: ''--api-key'', ''secret'''"
    })
    void record_invalidOption_printsOneLineToStandardError(String option, String value, String message) {
        assertThat(execute(List.of("record", "--dry-run", option, value))).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(message);
    }

    @Test
    void record_withAKeyFile_sendsItsKey() throws IOException {
        Path file = Files.writeString(root.resolve("key"), "key-of-this-file\n");
        try (Sandbox sandbox = Sandbox.builder().apiKey("key-of-this-file").start()) {
            assertThat(execute(List.of(
                            "record",
                            "--base-url=" + sandbox.baseUrl(),
                            "--budget=1.00",
                            "--operation=textToVideo",
                            "--scenario=bad-request",
                            "--key-file=" + file)))
                    .as(err.toString())
                    .isZero();
            assertThat(sandbox.journal()).singleElement().matches(JournalEntry::keyAccepted);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--key-file,     nowhere,  '--key-file: the file nowhere must be a readable text file that contains only the key, but was unreadable'",
        "--key-from-env, NOT_SET_, '--key-from-env: the variable NOT_SET_ must be an API key, but was missing'"
    })
    void record_withAnInvalidSourceOfTheKey_namesTheOption(String option, String value, String message) {
        assertThat(execute(List.of(
                        "record", "--budget=1.00", "--operation=textToVideo", "--scenario=bad-request", option, value)))
                .isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().endsWith(message);
    }

    @Test
    void record_ofASandboxWithASourceOfTheKey_isRejected() {
        assertThat(execute(List.of("record", "--sandbox", "--key-file", "nowhere")))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .endsWith("--sandbox must not be combined with --key-file or --key-from-env");
    }

    @Test
    void record_withoutABudget_sendsNothingAndPrintsOneLineToStandardError() {
        assertThat(execute(List.of("record"))).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("--budget must be at least ");
        assertThat(root).isEmptyDirectory();
    }

    private static List<String> arguments(String command) {
        return Arrays.asList(command.strip().split(" "))
                .subList(3, command.strip().split(" ").length);
    }

    private int execute(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--recordings", root.resolve("recordings").toString()));
        all.addAll(List.of("--videos", root.resolve("videos").toString()));
        return ContractCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }
}

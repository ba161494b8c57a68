package io.github.pixverseopenapi.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.fixtures.Fork;
import io.github.pixverseopenapi.contract.fixtures.Fork.ProcessResult;
import io.github.pixverseopenapi.contract.fixtures.RefusingPort;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What all commands have in common: help, exit codes, suggestions, colours and the environment. */
class ContractCommandTest {
    private static final String ESCAPE = "\u001b[";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int execute(String... arguments) {
        return execute(Ansi.OFF, arguments);
    }

    private int execute(Ansi ansi, String... arguments) {
        return ContractCommand.commandLine()
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static ProcessResult fork(Map<String, String> environment, List<String> options, String... arguments)
            throws Exception {
        List<String> all = new ArrayList<>(options);
        // Should a command ignore the environment, it must not reach the live service.
        try (RefusingPort proxy = new RefusingPort()) {
            URI url = URI.create(proxy.url());
            all.addAll(List.of("-Dhttps.proxyHost=" + url.getHost(), "-Dhttps.proxyPort=" + url.getPort()));
            return Fork.await(Fork.start(List.of(), environment, ContractCommand.class, all, arguments));
        }
    }

    @Test
    void program_withoutArguments_printsUsageWithExamplesAsAnError() {
        assertThat(execute()).isEqualTo(2);

        assertThat(err.toString())
                .startsWith("Usage: pixverse-contract ")
                .contains("Examples:", "pixverse-contract generate \"A paper boat\" --budget 1")
                .contains("Environment:", "SEGMIND_API_KEY", "PIXVERSE_BASE_URL", "NO_COLOR");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void group_withoutArguments_printsItsUsageAsAnError() {
        assertThat(execute("jobs")).isEqualTo(2);
        assertThat(err.toString()).startsWith("Usage: pixverse-contract jobs ").contains("fetch");
    }

    @ParameterizedTest
    @CsvSource({"help, Usage: pixverse-contract [", "help generate, --parallel", "help jobs fetch, fetch [-hV]"})
    void help_ofACommand_isThatOfTheCommand(String arguments, String text) {
        assertThat(execute(arguments.split(" "))).isZero();
        assertThat(out.toString()).contains(text);
        assertThat(err.toString()).isEmpty();
    }

    static Stream<String> commands() {
        return commands("", ContractCommand.commandLine());
    }

    private static Stream<String> commands(String path, CommandLine command) {
        return Stream.concat(
                Stream.of(path),
                command.getSubcommands().entrySet().stream()
                        .flatMap(sub -> commands((path + " " + sub.getKey()).strip(), sub.getValue())));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_ofEachCommand_listsAllExitCodes(String command) {
        List<String> arguments = new ArrayList<>(command.isEmpty() ? List.of() : List.of(command.split(" ")));
        arguments.add("--help");

        assertThat(execute(arguments.toArray(String[]::new))).isZero();
        assertThat(out.toString()).containsPattern("(?s)Exit codes:\\R +0 .*\\R +1 .*\\R +2 .*\\R +130 ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_ofACommandMadeAlone_isTheSame(String command) {
        String[] arguments = (command + " --help").strip().split(" ");
        execute(arguments);
        StringWriter alone = new StringWriter();

        int exitCode = ContractCommand.commandLineFor(arguments)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(alone))
                .execute(arguments);

        assertThat(exitCode).isZero();
        assertThat(alone).hasToString(out.toString());
    }

    @ParameterizedTest
    @CsvSource({"sandbox, 1", "jobs, 1", "help, 10", "generate-completion, 10", "unknown, 10", "--version, 10"})
    void commandLineFor_itsFirstArgument_hasTheCommandsThatItNeeds(String argument, int commands) {
        assertThat(ContractCommand.commandLineFor(argument).getSubcommands()).hasSize(commands);
    }

    @Test
    void commands_ofTheProgram_haveTheirOwnNames() {
        ContractCommand.commandLine()
                .getSubcommands()
                .forEach((name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
    }

    @ParameterizedTest
    @CsvSource({
        "genrate, did you mean generate?",
        "generate A --paralel 3, did you mean --parallel?",
        "jobs lst, did you mean list?",
        "help genrate, did you mean generate?",
        "help jobs fetsh, did you mean fetch?"
    })
    void misspelling_isAnsweredWithTheNearestName(String arguments, String suggestion) {
        assertThat(execute(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().endsWith(suggestion);
    }

    @Test
    void version_outsideAJar_isDevelopment() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString().strip()).isEqualTo("development");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-color generate --help", "generate --help --no-color"})
    void noColor_anywhere_printsNoColors(String arguments) {
        assertThat(execute(Ansi.ON, arguments.split(" "))).isZero();
        assertThat(out.toString()).contains("--parallel").doesNotContain(ESCAPE);
    }

    @Test
    void colors_withoutTheOption_areUsed() {
        assertThat(execute(Ansi.ON, "generate", "--help")).isZero();
        assertThat(out.toString()).contains(ESCAPE);
    }

    @Test
    void noColorVariable_printsNoColors() throws Exception {
        Map<String, String> colors = Map.of("CLICOLOR_FORCE", "1");
        assertThat(fork(colors, List.of(), "generate", "--help").output()).contains(ESCAPE);
        assertThat(fork(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1"), List.of(), "generate", "--help")
                        .output())
                .contains("--parallel")
                .doesNotContain(ESCAPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify --dry-run", "record --dry-run"})
    void baseUrl_byDefault_isThatOfTheLiveService(String arguments) {
        assertThat(execute(arguments.split(" "))).as(err.toString()).isZero();
        assertThat(out.toString()).contains(ApiDocument.load().server());
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify --dry-run", "record --dry-run", "credits"})
    void baseUrl_inTheEnvironment_isTakenByAllCommands(String arguments) throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            ProcessResult result = fork(
                    Map.of("PIXVERSE_BASE_URL", sandbox.baseUrl(), "SEGMIND_API_KEY", sandbox.apiKey()),
                    List.of(),
                    arguments.split(" "));

            assertThat(result.exitCode()).as(result.output()).isZero();
            if (arguments.equals("credits")) {
                assertThat(sandbox.journal()).hasSize(1);
            } else {
                assertThat(result.output()).contains(sandbox.baseUrl());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify --dry-run", "record --dry-run", "credits"})
    void baseUrl_invalidInTheEnvironment_isNamedAsTheVariable(String arguments) throws Exception {
        ProcessResult result = fork(
                Map.of("PIXVERSE_BASE_URL", "nowhere", "SEGMIND_API_KEY", "SG_0123456789abcdef"),
                List.of(),
                arguments.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output().lines())
                .singleElement()
                .asString()
                .contains(": the variable PIXVERSE_BASE_URL must be ");
    }

    @Test
    void completion_inBash_completesCommands() throws Exception {
        assertThat(execute("generate-completion")).isZero();
        Path script = folder.resolve("completion");
        TextFiles.write(script, out.toString());

        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + "; COMP_WORDS=(pixverse-contract gene); COMP_CWORD=1; "
                                + "_complete_pixverse-contract; echo \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\s+"))
                .containsExactlyInAnyOrder("generate", "generate-completion");
    }

    @Test
    void error_ofTheVirtualMachine_isOneLine() throws Exception {
        Path file = folder.resolve("requests.jsonl");
        TextFiles.write(file, "x".repeat(100_000_000));

        ProcessResult result = fork(Map.of(), List.of("-Xmx64m"), "generate", "--file", file.toString(), "--dry-run");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output().lines())
                .singleElement()
                .asString()
                .startsWith("pixverse-contract: java.lang.OutOfMemoryError");
    }
}

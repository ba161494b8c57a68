package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.cli.ContractCommand;
import io.github.pixverseopenapi.contract.fixtures.RefusingPort;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The script of the GitHub action, with the files and variables that GitHub would provide. */
@ExtendWith(SandboxExtension.class)
class VerifyActionTest {

    private static final Path ACTION = Path.of("..", ".github", "actions", "verify");
    private static final String KEY = "raw-action-key-0123";

    @TempDir
    private static Path jars;

    private static Path jar;

    @TempDir
    private Path folder;

    private Path outputFile;
    private Path summaryFile;

    /** A jar that starts the command line of this class path. */
    @BeforeAll
    static void makeJar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, ContractCommand.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        jar = jars.resolve("contract.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    @BeforeEach
    void nameFiles() {
        outputFile = folder.resolve("output");
        summaryFile = folder.resolve("summary");
    }

    /** The exit code and the log of a step. */
    private record Step(int exitCode, String log) {

        /** What the runner reads as commands: all but what stands between a token's two lines. */
        List<String> commands() {
            List<String> lines = log.lines().toList();
            assertThat(lines.get(0)).matches("::stop-commands::[0-9a-f]{32}");
            String end = "::" + lines.get(0).substring("::stop-commands::".length()) + "::";
            return lines.subList(lines.indexOf(end) + 1, lines.size());
        }
    }

    private Step run(String baseUrl, Map<String, String> inputs) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", ACTION.resolve("run").toAbsolutePath().toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.merge(
                "PATH",
                Path.of(System.getProperty("java.home"), "bin").toString(),
                (path, java) -> java + File.pathSeparator + path);
        environment.put("RUNNER_TEMP", folder.resolve("runner temp").toString());
        environment.put("GITHUB_OUTPUT", outputFile.toString());
        environment.put("GITHUB_STEP_SUMMARY", summaryFile.toString());
        environment.put("JAR", jar.toString());
        environment.put("BASE_URL", baseUrl);
        environment.putAll(inputs);
        Process process = builder.start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Step(process.waitFor(), log);
    }

    private Path report(String name) {
        return folder.resolve("runner temp").resolve("pixverse-verification").resolve(name);
    }

    @Test
    void step_whenEverythingHolds_setsOutputsAndSummary(Sandbox sandbox) throws Exception {
        Step step = run(sandbox.baseUrl(), Map.of("ONLY", "no-key"));

        assertThat(step.exitCode()).as(step.log()).isZero();
        assertThat(step.commands()).isEmpty();
        assertThat(TextFiles.read(outputFile).lines())
                .hasSize(3)
                .startsWith("exit-code=0")
                .endsWith("report=" + report("verify.json"))
                .element(1)
                .asString()
                .startsWith("verdict=All good: ");
        assertThat(TextFiles.read(summaryFile)).startsWith("## PixVerse contract at ");
    }

    @Test
    void step_afterDrift_failsWithAnnotationsAndReports(Sandbox sandbox) throws Exception {
        sandbox.respondWith("textToVideo", StubResponse.json(403, "{\"error\":\"::error::" + KEY + "\"}"));
        Step step = run(sandbox.baseUrl(), Map.of("ONLY", "textToVideo,no-key", "SEGMIND_API_KEY", KEY));

        assertThat(step.exitCode()).isEqualTo(1);
        assertThat(step.commands())
                .singleElement()
                .asString()
                .startsWith("::error title=Drift%3A textToVideo no-key::status must be 401, but was 403%0A");
        assertThat(TextFiles.read(outputFile)).startsWith("exit-code=1\nverdict=Drift: 1 drifted, ");
        for (String name : List.of("verify.json", "verify.xml", "verify.md", "verify.html", "verify.txt")) {
            assertThat(report(name)).content().contains("textToVideo").doesNotContain(KEY);
        }
        assertThat(step.log()).doesNotContain(KEY);
    }

    @Test
    void step_thatCannotRun_failsWithTheReason() throws Exception {
        try (RefusingPort nothing = new RefusingPort()) {
            Step step = run(nothing.url(), Map.of("ONLY", "no-key"));
            String reason = "pixverse-contract verify: " + nothing.url()
                    + " cannot be checked: connection refused or host unreachable";

            assertThat(step.exitCode()).isEqualTo(2);
            assertThat(step.commands()).containsExactly("::error title=PixVerse contract::" + reason);
            assertThat(TextFiles.read(outputFile)).isEqualTo("exit-code=2\nverdict=" + reason + "\nreport=\n");
            assertThat(TextFiles.read(summaryFile)).isEqualTo("## PixVerse contract\n\n    " + reason + "\n");
        }
    }

    @Test
    void step_withShellSyntaxInAnInput_doesNotRunIt(Sandbox sandbox) throws Exception {
        String input = "\"; touch broken; $(touch broken) `touch broken` %0A";
        Step step = run(sandbox.baseUrl(), Map.of("ONLY", input));

        assertThat(step.exitCode()).isEqualTo(2);
        assertThat(step.commands())
                .singleElement()
                .asString()
                .contains("--only must be one of ")
                .endsWith("but was '" + input.replace("%", "%25") + "'");
        assertThat(folder.resolve("broken")).doesNotExist();
        assertThat(sandbox.journal()).isEmpty();
    }

    /** Text that GitHub inserts into a script is code. */
    @Test
    void action_passesInputsByEnvironmentOnly() throws IOException {
        Map<String, Object> action = new Yaml().load(TextFiles.read(ACTION.resolve("action.yml")));
        List<Map<?, ?>> steps = ((List<?>) ((Map<?, ?>) action.get("runs")).get("steps"))
                .stream().<Map<?, ?>>map(step -> (Map<?, ?>) step).toList();
        List<Map<?, ?>> scripts =
                steps.stream().filter(step -> step.containsKey("run")).toList();

        assertThat(scripts)
                .singleElement()
                .satisfies(step -> assertThat(step.get("run")).isEqualTo("bash \"$GITHUB_ACTION_PATH/run\""));
        Map<?, ?> environment = (Map<?, ?>) scripts.get(0).get("env");
        assertThat(environment.values().stream().map(String::valueOf))
                .containsExactlyInAnyOrderElementsOf(Stream.of(((Map<?, ?>) action.get("inputs")).keySet())
                        .flatMap(names -> names.stream().map(String::valueOf))
                        .filter(name -> !name.equals("artifact"))
                        .map(name -> "${{ inputs." + name + " }}")
                        .toList());
        String script = TextFiles.read(ACTION.resolve("run"));
        assertThat(environment.keySet().stream().map(String::valueOf))
                .filteredOn(name -> !name.equals("SEGMIND_API_KEY"))
                .allSatisfy(name -> assertThat(script).contains("${" + name + ":-}"));
    }

    /** The action's table of inputs is that of action.yml. */
    @Test
    void readme_listsAllInputsAndOutputs() throws IOException {
        Map<String, Object> action = new Yaml().load(TextFiles.read(ACTION.resolve("action.yml")));
        String readme = TextFiles.read(ACTION.resolve("README.md"));

        for (String part : List.of("inputs", "outputs")) {
            assertThat(((Map<?, ?>) action.get(part)).keySet())
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(readme).containsPattern("\\| [^|]*`" + name + "`[^|]* \\|"));
        }
    }
}

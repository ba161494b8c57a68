package io.github.pixverseopenapi.contract.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.pixverseopenapi.contract.document.ServiceFacts;
import io.github.pixverseopenapi.contract.fixtures.GeneratorProcess;
import io.github.pixverseopenapi.contract.fixtures.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Generates and builds the client of a language and its program, with the documented commands. */
final class ClientBuild {
    private static final Set<Language> BUILT = ConcurrentHashMap.newKeySet();

    private final Language language;
    private final Commands commands;

    ClientBuild(Language language) throws IOException {
        this.language = language;
        this.commands = Commands.read(language.commands());
    }

    /** Generates and builds client and program, unless this was done since the tests started. Aborts if a tool is missing. */
    static void generateAndBuildOnce(Language language) throws IOException, InterruptedException {
        if (!BUILT.contains(language)) {
            ClientBuild build = new ClientBuild(language);
            build.requireTools();
            long start = System.nanoTime();
            generate(language);
            build.build();
            System.out.printf(
                    "clients: %s was built and passed its own tests in %d s%n",
                    language, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
            BUILT.add(language);
        }
    }

    boolean hasTools() {
        return commands.tools().stream().allMatch(ClientBuild::works);
    }

    private void requireTools() {
        commands.tools().forEach(tool -> require(language.name(), tool));
    }

    /** Aborts the test if a tool is missing; fails it in CI. */
    static void require(String checked, List<String> tool) {
        if (works(tool)) {
            return;
        }
        String reason = "`" + String.join(" ", tool) + "` does not work here";
        if ("true".equals(System.getenv("CI"))) {
            fail("%s cannot be checked: %s, and CI must not skip it", checked, reason);
        }
        String skipped = "clients: " + checked + " is skipped: " + reason;
        System.out.println(skipped);
        abort(skipped);
    }

    /** Whether a command starts and ends well. */
    private static boolean works(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs the generator with config.yaml only, from the root of the repository, as documented in the README. */
    static void generate(Language language) throws IOException, InterruptedException {
        delete(language.output());
        GeneratorProcess.runIn(Language.ROOT, language.settings());
        assertThat(language.output()).isNotEmptyDirectory();
    }

    void build() throws IOException, InterruptedException {
        copyProgram();
        for (List<String> command : commands.build()) {
            runToEnd(command, start(command, "", ""));
        }
    }

    Program program(String baseUrl, String key) throws IOException {
        return new Program(language.name(), start(commands.run(), baseUrl, key, ProcessBuilder.Redirect.INHERIT));
    }

    /** Runs the example of the README; returns the video that it saved. */
    byte[] example(String baseUrl, String key) throws IOException, InterruptedException {
        Path video = language.workshop().resolve("boat.mp4");
        Files.deleteIfExists(video);
        runToEnd(commands.example(), start(commands.example(), baseUrl, key));
        return Files.readAllBytes(video);
    }

    private Process start(List<String> command, String baseUrl, String key) throws IOException {
        return start(command, baseUrl, key, null);
    }

    private Process start(List<String> command, String baseUrl, String key, ProcessBuilder.Redirect errors)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(language.workshop().toFile());
        builder.environment().put("PIXVERSE_BASE_URL", baseUrl);
        builder.environment().put(ServiceFacts.API_KEY_VARIABLE, key);
        return errors == null
                ? builder.redirectErrorStream(true).start()
                : builder.redirectError(errors).start();
    }

    static void runToEnd(List<String> command, Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("output of %s:%n%s", String.join(" ", command), output)
                .isZero();
    }

    /** Keeps files of earlier builds: the language's tools decide whether they are up to date. */
    private void copyProgram() throws IOException {
        try (Stream<Path> files = Files.walk(language.program())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = language.workshop()
                        .resolve(language.program().relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Deletes a folder with all that it has, if it exists. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}

package io.github.pixverseopenapi.contract.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/**
 * The generator's {@code generate -c FILE [-t FOLDER]}, in a separate process: paths in the file are relative to the
 * working directory, which this process cannot change.
 */
public final class CommandLine {
    private CommandLine() {}

    public static void main(String[] args) {
        CodegenConfigurator config = CodegenConfigurator.fromFile(args[0]);
        if (args.length > 1) {
            config.setTemplateDir(args[1]);
        }
        new DefaultGenerator().opts(config.toClientOptInput()).generate();
    }

    /**
     * Generates.
     *
     * @param arguments the file of settings and, where it does not name it, the folder of templates
     */
    public static void runIn(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), CommandLine.class.getName()));
        line.addAll(List.of(arguments));
        ProcessBuilder command = new ProcessBuilder(line);
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process =
                command.directory(directory.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
    }
}

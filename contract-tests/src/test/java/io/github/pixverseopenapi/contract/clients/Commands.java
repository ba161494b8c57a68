package io.github.pixverseopenapi.contract.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/**
 * The content of clients/LANGUAGE/commands.yaml. All commands run in the build directory, a copy of that folder next to
 * the generated client.
 *
 * @param tools commands that show a tool of the language, such as {@code [go, version]}
 * @param build installs, compiles and checks client and program
 * @param run starts the conformance program
 * @param example runs the example of README.md, which saves {@code boat.mp4}
 */
record Commands(List<List<String>> tools, List<List<String>> build, List<String> run, List<String> example) {
    static Commands read(Path file) throws IOException {
        Map<String, List<Object>> yaml = new Yaml().load(Files.readString(file));
        if (!yaml.keySet().equals(Set.of("tools", "build", "run", "example"))) {
            throw new AssertionError("commands.yaml must have tools, build, run and example, and has " + yaml.keySet());
        }
        return new Commands(
                yaml.get("tools").stream().map(Commands::command).toList(),
                yaml.get("build").stream().map(Commands::command).toList(),
                command(yaml.get("run")),
                command(yaml.get("example")));
    }

    private static List<String> command(Object words) {
        return ((List<?>) words).stream().map(String::valueOf).toList();
    }
}

package io.github.pixverseopenapi.contract.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** A language that has a folder of settings under generator-templates. */
public record Language(String name) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Path SETTINGS = ROOT.resolve("generator-templates");
    private static final Path PROGRAMS = Path.of("clients");
    /** Java is the reference and has a separate build. */
    private static final String REFERENCE = "java";

    /** All but Java. */
    public static List<Language> all() throws IOException {
        try (Stream<Path> folders = Files.list(SETTINGS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("config.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals(REFERENCE))
                    .sorted()
                    .map(Language::new)
                    .toList();
        }
    }

    /**
     * Those of {@code -Dlanguages=python,go}; all if it is not given.
     *
     * @throws IllegalArgumentException when a name is not known
     */
    static List<Language> selected() throws IOException {
        List<Language> all = all();
        String names = System.getProperty("languages", "").strip();
        if (names.isEmpty()) {
            return all;
        }
        return Stream.of(names.split(","))
                .map(String::strip)
                .distinct()
                .map(name -> {
                    if (!all.contains(new Language(name))) {
                        throw new IllegalArgumentException("languages: \"" + name + "\" is not known; allowed are "
                                + String.join(
                                        ", ", all.stream().map(Language::name).toList()) + ", separated by commas");
                    }
                    return new Language(name);
                })
                .toList();
    }

    /** The language's templates, if any, and the generator's settings. */
    public Path templates() {
        return SETTINGS.resolve(name);
    }

    /** The generator's settings, from the root of the repository. */
    String settings() {
        return ROOT.relativize(templates()).resolve("config.yaml").toString();
    }

    /** Where the client is generated. */
    Path output() {
        return ROOT.resolve(Path.of("generated", "target", "clients", name));
    }

    /** The build directory of the program: a copy of its folder, next to the client. */
    Path workshop() {
        return output().resolveSibling(name + "-run");
    }

    /** The conformance program and its example. */
    Path program() {
        return PROGRAMS.resolve(name);
    }

    /** Whether there is a program that is built and run, not only a client that is generated. */
    boolean runs() {
        return Files.exists(program().resolve("commands.yaml"));
    }

    /** The commands named {@code tools}, {@code build}, {@code run} or {@code example}, as commands.yaml gives them. */
    Commands commands() throws IOException {
        Map<String, List<Object>> commands =
                new Yaml().load(Files.readString(program().resolve("commands.yaml")));
        return Commands.of(commands);
    }

    @Override
    public String toString() {
        return name;
    }
}

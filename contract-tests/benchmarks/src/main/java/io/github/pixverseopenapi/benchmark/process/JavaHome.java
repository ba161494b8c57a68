package io.github.pixverseopenapi.benchmark.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A JDK on this machine. */
public record JavaHome(Path path, String version) {
    private static final String VERSION = "JAVA_VERSION=\"";

    /** The one that runs this. */
    public static JavaHome current() throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        return new JavaHome(home, System.getProperty("java.version"));
    }

    /** One of a major version, among those that are installed beside the current one. */
    public static Optional<JavaHome> installed(int major) throws IOException {
        try (Stream<Path> homes = Files.list(current().path.toRealPath().getParent())) {
            return homes.sorted()
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .map(home -> new JavaHome(home, version(home)))
                    .filter(home -> home.major() == major)
                    .findFirst();
        }
    }

    private static String version(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith(VERSION))
                    .map(line -> line.substring(VERSION.length(), line.length() - 1))
                    .findFirst()
                    .orElse("0");
        } catch (IOException noRelease) {
            return "0";
        }
    }

    public int major() {
        return Integer.parseInt(version.split("[.+-]", 2)[0]);
    }

    public Path tool(String name) {
        return path.resolve("bin").resolve(name);
    }
}

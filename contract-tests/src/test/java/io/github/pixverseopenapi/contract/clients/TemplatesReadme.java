package io.github.pixverseopenapi.contract.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The tables of generator-templates/README.md. */
final class TemplatesReadme {
    private static final Path PATH = Path.of("..", "generator-templates", "README.md");

    private TemplatesReadme() {}

    /** The rows of the table below a heading, up to the next heading, without head, ruler and code marks. */
    static List<List<String>> rows(String heading) throws IOException {
        List<String> lines = Files.readAllLines(PATH);
        if (!lines.contains(heading)) {
            throw new AssertionError(PATH + " has no heading '" + heading + "'");
        }
        return lines.stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Stream.of(line.replace("`", "").split("\\|"))
                        .skip(1)
                        .map(String::strip)
                        .toList())
                .toList();
    }
}

package io.github.pixverseopenapi.contract.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tables of openapi/README.md. */
record Readme(List<String> lines) {

    static Readme read() {
        try {
            return new Readme(Files.readAllLines(Path.of("..", "openapi", "README.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> extensions() {
        return rows("## The `x-` extensions").stream()
                .map(cells -> cells.get(0))
                .toList();
    }

    /** The rows of the tables below a heading, up to the next heading, without heads, rulers and code marks. */
    List<List<String>> rows(String heading) {
        int start = lines.indexOf(heading);
        if (start < 0) {
            throw new AssertionError("openapi/README.md has no heading '" + heading + "'");
        }
        List<String> section = lines.stream()
                .skip(start + 1L)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("|"))
                .toList();
        return section.stream().skip(2).map(Readme::cells).toList();
    }

    private static List<String> cells(String line) {
        List<String> cells = FactTable.cells(line.replace("`", ""));
        return cells.subList(1, cells.size() - 1);
    }
}

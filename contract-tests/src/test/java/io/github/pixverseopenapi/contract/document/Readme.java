package io.github.pixverseopenapi.contract.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tables of openapi/README.md. */
record Readme(List<String> lines) {

    private static final Path FILE = Path.of("..", "openapi", "README.md");

    static Readme read() {
        try {
            return new Readme(Files.readAllLines(FILE));
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

    /** The same with other rows in the table below a heading; a missing heading is added before another one. */
    Readme withRows(String heading, List<String> columns, List<List<String>> rows, String nextHeading) {
        List<String> text = new ArrayList<>(lines);
        if (!text.contains(heading)) {
            text.addAll(
                    text.indexOf(nextHeading),
                    List.of(heading, "", line(columns), "|" + "---|".repeat(columns.size()), ""));
        }
        int first = text.indexOf(heading);
        while (!text.get(first).startsWith("|---")) {
            first++;
        }
        first++;
        while (text.get(first).startsWith("|")) {
            text.remove(first);
        }
        text.addAll(first, rows.stream().map(Readme::line).toList());
        return new Readme(text);
    }

    void write() throws IOException {
        Files.write(FILE, lines);
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static List<String> cells(String line) {
        List<String> cells = FactTable.cells(line.replace("`", ""));
        return cells.subList(1, cells.size() - 1);
    }
}

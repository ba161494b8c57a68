package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the tables under {@code documented-facts}: cells between bars, a row of names first, {@code #} for remarks. */
public final class FactTable {
    /** In a cell: the page states nothing. */
    public static final String NOTHING = "-";

    private FactTable() {}

    public static List<Map<String, String>> rows(String file) {
        List<String> lines = lines(file);
        List<String> names = cells(lines.get(0));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            assertThat(cells)
                    .as("cells of '%s' in %s", line, file)
                    .hasSameSizeAs(names)
                    .doesNotContain("");
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), cells.get(i));
            }
            rows.add(row);
        }
        assertThat(rows).as("rows of %s", file).isNotEmpty().doesNotHaveDuplicates();
        return rows;
    }

    private static List<String> cells(String line) {
        return Stream.of(line.split("\\|", -1)).map(String::strip).toList();
    }

    private static List<String> lines(String file) {
        InputStream stream = FactTable.class.getResourceAsStream("/documented-facts/" + file);
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(stream, file), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

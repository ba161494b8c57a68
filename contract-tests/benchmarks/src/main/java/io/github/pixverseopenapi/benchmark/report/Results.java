package io.github.pixverseopenapi.benchmark.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run: what it was measured on, and its rows. */
public record Results(Environment environment, List<Row> rows) {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .create();

    /** The figures that were written to a folder. */
    static Results read(Path folder) throws IOException {
        return GSON.fromJson(Files.readString(folder.resolve("results.json")), Results.class);
    }

    /** Writes the results as JSON, as a table and as plots, in place of earlier ones. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, "*.{json,md,svg}")) {
            for (Path file : earlier) {
                Files.delete(file);
            }
        }
        Files.writeString(folder.resolve("results.json"), GSON.toJson(this) + "\n");
        Files.writeString(folder.resolve("results.md"), new MarkdownReport(this).text());
        Files.writeString(folder.resolve("ratios.svg"), new RatioPlot(this).svg());
        for (Map.Entry<String, List<Row>> grown : GrowthPlot.grown(rows).entrySet()) {
            Files.writeString(folder.resolve(grown.getKey() + ".svg"), new GrowthPlot(grown.getValue()).svg());
        }
    }

    /** Every contender that failed, and at what. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (Row row : rows) {
            for (Series one : row.series()) {
                if (one.failure() != null) {
                    failures.add(row.title() + ": " + one.contender() + ": " + one.failure());
                }
            }
        }
        return failures;
    }

    /** The failures of contenders that have to do all work: ours, and those that others are compared with. */
    public boolean isComplete() {
        return rows.stream()
                .allMatch(row -> row.of(row.subject()).failure() == null
                        && row.of(row.baseline()).failure() == null);
    }
}

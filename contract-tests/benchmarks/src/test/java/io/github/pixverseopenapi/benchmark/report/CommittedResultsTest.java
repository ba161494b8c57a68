package io.github.pixverseopenapi.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed page and plots show the committed figures; -Dpixverse.update=true writes them anew. */
class CommittedResultsTest {
    private static final Path COMMITTED = Path.of("results");

    @TempDir
    Path written;

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void pageAndPlots_areThoseOfTheFigures() throws IOException {
        Results results = Results.read(COMMITTED);
        if (Boolean.getBoolean("pixverse.update")) {
            results.write(COMMITTED);
        }
        results.write(written);
        assertThat(names(COMMITTED)).isEqualTo(names(written)).contains("results.md", "ratios.svg");
        for (String name : names(written)) {
            assertThat(COMMITTED.resolve(name)).hasSameTextualContentAs(written.resolve(name));
        }
    }
}

package io.github.pixverseopenapi.contract.previous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.pixverseopenapi.contract.diff.Corpus;
import io.github.pixverseopenapi.contract.diff.VerdictChange;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The changelog lists every verdict that differs from the baseline. */
class PreviousContractTest {

    private static final Path FOLDER = Path.of("previous-contract");
    private static final Path NEXT = Path.of("target", "previous-contract");
    private static final Path DOCUMENT = Path.of("..", "openapi", "pixverse.yaml");
    private static final Path CHANGELOG = Path.of("..", "CHANGELOG.md");
    private static final int SHOWN = 3;

    @Test
    void verdicts_changedSinceTheLastRelease_areInTheChangelog() throws IOException {
        List<VerdictChange> changes = VerdictChange.all(CorpusFolder.read(FOLDER), ApiDocument.load());
        List<ChangeLine> happened = ChangeLine.of(changes);
        List<ChangeLine> named = ChangeLine.in(Files.readString(CHANGELOG));

        List<ChangeLine> unnamed = new ArrayList<>(happened);
        unnamed.removeAll(named);
        if (!unnamed.isEmpty()) {
            fail("The document's verdicts differ from the baseline. If this is intended, name them in CHANGELOG.md"
                    + " under Unreleased; if not, undo it.\n"
                    + unnamed.stream().map(line -> described(line, changes)).collect(Collectors.joining("\n")));
        }
        assertThat(named)
                .as("lines of CHANGELOG.md that name changes that did not happen")
                .isEqualTo(named.stream().filter(happened::contains).toList());
    }

    @Test
    void corpus_ofTheLastRelease_hasSamplesOfBothVerdictsForAllOperations() throws IOException {
        Corpus corpus = CorpusFolder.read(FOLDER);

        assertThat(corpus.samples()).isNotEmpty().allSatisfy((operation, samples) -> {
            Map<String, Long> counts = samples.stream()
                    .collect(Collectors.groupingBy(
                            sample -> (sample.isRequest() ? "request " : "response ")
                                    + sample.validate(corpus.document(), operation)
                                            .isEmpty(),
                            Collectors.counting()));
            assertThat(counts)
                    .containsOnlyKeys("request true", "request false", "response true", "response false")
                    .allSatisfy((kind, count) -> assertThat(count).as(kind).isGreaterThan(30));
        });
    }

    /** Copied into the project at each release, see CONTRIBUTING.md. */
    @Test
    void corpus_current_isWrittenForTheNextReleaseAndDeterministic() throws IOException {
        Corpus today = CorpusFolder.of(ApiDocument.load());
        CorpusFolder.write(today, DOCUMENT, NEXT);

        assertThat(CorpusFolder.read(NEXT).samples()).isEqualTo(today.samples());
        assertThat(CorpusFolder.of(ApiDocument.load()).samples()).isEqualTo(today.samples());
        try (Stream<Path> files = Files.list(NEXT)) {
            assertThat(files)
                    .hasSizeGreaterThan(1)
                    .allSatisfy(file -> assertThat(Files.size(file)).isLessThan(200_000));
        }
    }

    private static String described(ChangeLine line, List<VerdictChange> changes) {
        return line + "(in words)\n"
                + changes.stream()
                        .filter(change -> change.kind().equals(line.kind()))
                        .limit(SHOWN)
                        .map(change -> "  " + change)
                        .collect(Collectors.joining("\n"));
    }
}

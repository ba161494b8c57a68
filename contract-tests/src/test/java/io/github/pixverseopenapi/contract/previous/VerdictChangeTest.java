package io.github.pixverseopenapi.contract.previous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.diff.Corpus;
import io.github.pixverseopenapi.contract.diff.Sample;
import io.github.pixverseopenapi.contract.diff.VerdictChange;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The corpus notices what a document may be changed in. */
@Execution(ExecutionMode.CONCURRENT)
class VerdictChangeTest {

    private static final ApiDocument DOCUMENT = ApiDocument.load();

    private static Corpus corpus;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeCorpus() throws IOException {
        corpus = CorpusFolder.of(DOCUMENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"maximum\":99999 | \"maximum\":99998 | `textToVideo` now rejects",
                "\"minimum\":256 | \"minimum\":257 | `generateV6Video` now rejects",
                "\"enum\":[5,8] | \"enum\":[5] | `imageToVideo` now rejects",
                "\"enum\":[5,8] | \"enum\":[5,8,0] | `extendV5Video` now accepts",
                "\"required\":[\"prompt\"] | \"required\":[] | `generateV6Video` now accepts",
                "https?:// | https:// | `generateV5Video` now rejects",
                "\"type\":\"boolean\" | \"type\":\"string\" | `generateV5Video` now rejects",
                "\"not\":{\"required\":[\"duration\",\"quality\"] | \"not\":{\"required\":[\"duration\",\"qualitY\"] | `textToVideo` now accepts",
                "\"/v1/pixverse-v6\": | \"/v1/pixverse-v7\": | `generateV6Video` now rejects",
                "\"504\":{\"$ref\" | \"503\":{\"$ref\" | `imageToVideo` now accepts",
                "\"text/html\" | \"text/plain\" | `textToVideo` now rejects",
                "\"error\":{\"example\" | \"fault\":{\"example\" | `textToVideo` now accepts",
                "{\"type\":\"number\"} | {\"type\":\"integer\"} | `textToVideo` now rejects"
            })
    void changes_ofADocumentWithAnotherRule_areFound(String rule, String other, String kind) throws IOException {
        String text = DOCUMENT.json().toString();
        assertThat(text).contains(rule);
        Path file = folder.resolve("other.yaml");
        // JSON is YAML.
        Files.writeString(file, text.replace(rule, other));

        List<VerdictChange> changes = VerdictChange.all(only(kind), ApiDocument.load(file));

        assertThat(changes).extracting(change -> change.kind().toString()).contains(kind);
        assertThat(ChangeLine.of(changes))
                .allSatisfy(line -> assertThat(ChangeLine.in("## [Unreleased]\n" + line + "meant\n"))
                        .containsExactly(line));
    }

    /** The corpus of one operation, which is a fifth of the work. */
    private static Corpus only(String kind) {
        ApiOperation operation = DOCUMENT.videoOperations().stream()
                .filter(candidate -> kind.startsWith("`" + candidate.operationId() + "`"))
                .findFirst()
                .orElseThrow();
        return new Corpus(DOCUMENT, Map.of(operation, corpus.samples().get(operation)));
    }

    @Test
    void changeLines_ofOtherSamples_differ() {
        VerdictChange one = change("{\"a\":1}");
        VerdictChange two = change("{\"a\":2}");

        assertThat(ChangeLine.of(List.of(one))).isNotEqualTo(ChangeLine.of(List.of(two)));
        assertThat(ChangeLine.of(List.of(one, two)))
                .isEqualTo(ChangeLine.of(List.of(two, one)))
                .hasSize(1);
    }

    @Test
    void changelog_withSeveralSections_isReadUnderUnreleasedOnly() {
        String line = ChangeLine.of(List.of(change("{}"))).get(0) + "no field may be missing";

        assertThat(ChangeLine.in("# Changelog\n\n## [Unreleased]\n\n### New\n- A\n" + line
                        + "\n\n## [1.0.0] - 2026-12-01\n- Contract: old\n"))
                .extracting(ChangeLine::count)
                .containsExactly(1);
        assertThat(ChangeLine.in("## [Unreleased]\n## [1.0.0] - 2026-12-01\n" + line))
                .isEmpty();
        assertThatThrownBy(() -> ChangeLine.in("# Changelog")).hasMessageContaining("no part \"## [Unreleased]\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- Contract: something changed",
                "- Contract: `textToVideo` now rejects 3 requests (1f2e3d4c): ",
                "- Contract: `textToVideo` now rejects 3 requests (1f2e): the seed"
            })
    void changelog_withALineOfAnotherForm_isRejected(String line) {
        assertThatThrownBy(() -> ChangeLine.in("## [Unreleased]\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line)
                .hasMessageContaining("must be of the form");
    }

    private static VerdictChange change(String body) {
        List<Problem> problems = List.of(new Problem("a", "is not allowed"));
        return new VerdictChange(DOCUMENT.videoOperations().get(0), Sample.request(body), List.of(), problems);
    }
}

package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.FactTable.NOTHING;
import static io.github.pixverseopenapi.contract.fixtures.MarkdownFile.DOCUMENT_README;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README and the tables of facts must agree. */
class ReadmeTest {
    private static final Pattern ASSUMPTION = Pattern.compile("\\bA(\\d+)\\b");

    static Stream<String> paths() {
        return FactTable.rows("endpoints.txt").stream().map(row -> row.get("path"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void fields_inTheReadme_areThoseOfTheTable(String path) {
        List<List<String>> expected = FactTable.rows("fields.txt").stream()
                .filter(row -> row.get("path").equals(path))
                .map(row -> List.of(
                        row.get("field"),
                        row.get("needed"),
                        row.get("type"),
                        row.get("default"),
                        values(row),
                        row.get("page"),
                        row.get("beyond")))
                .toList();

        assertThat(DOCUMENT_README.rows("### `POST " + path + "`")).isEqualTo(expected);
    }

    @Test
    void endpoints_inTheReadme_areThoseOfTheTable() {
        assertThat(DOCUMENT_README.rows("### Endpoints"))
                .isEqualTo(FactTable.rows("endpoints.txt").stream()
                        .map(row -> List.copyOf(row.values()))
                        .toList());
    }

    @Test
    void statuses_inTheReadme_areThoseOfTheTable() {
        assertThat(DOCUMENT_README.rows("### Statuses"))
                .isEqualTo(FactTable.rows("statuses.txt").stream()
                        .map(row -> List.copyOf(row.values()))
                        .toList());
    }

    @Test
    void assumptions_inTheReadme_areNumberedInOrder() {
        List<String> numbers = DOCUMENT_README.rows("## Assumptions").stream()
                .map(cells -> cells.get(0))
                .toList();

        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, numbers.size())
                        .mapToObj(i -> "A" + i)
                        .toList());
    }

    @Test
    void assumptions_inTheReadme_stateTheCostOfACheck() {
        assertThat(DOCUMENT_README.rows("## Assumptions"))
                .allSatisfy(cells -> assertThat(cells.get(cells.size() - 1)).isIn("free", "free in part", "paid"));
    }

    @Test
    void assumptions_namedInTheReadme_exist() {
        int last = DOCUMENT_README.rows("## Assumptions").size();

        assertThat(DOCUMENT_README.lines()).allSatisfy(line -> {
            Matcher matcher = ASSUMPTION.matcher(line);
            while (matcher.find()) {
                assertThat(Integer.parseInt(matcher.group(1))).isBetween(1, last);
            }
        });
    }

    private static String values(Map<String, String> row) {
        return row.get("min").equals(NOTHING) ? row.get("allowed") : row.get("min") + " to " + row.get("max");
    }
}

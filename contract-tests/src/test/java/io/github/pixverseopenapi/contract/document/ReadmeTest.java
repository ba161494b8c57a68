package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.fixtures.FactTable.NOTHING;
import static io.github.pixverseopenapi.contract.fixtures.MarkdownFile.DOCUMENT_README;
import static io.github.pixverseopenapi.contract.fixtures.MarkdownFile.README;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.committed.CommittedFile;
import io.github.pixverseopenapi.contract.fixtures.FactTable;
import io.github.pixverseopenapi.contract.fixtures.MarkdownFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README and the tables of facts must agree. */
@Tag("committed-files")
class ReadmeTest {
    private static final Pattern ASSUMPTION = Pattern.compile("\\bA(\\d+)\\b");

    private static final String PAIRS = "### Excluded pairs";

    @BeforeAll
    static void writeTables() throws IOException {
        if (CommittedFile.isUpdate()) {
            DOCUMENT_README.replaceRows("### Endpoints", List.of(), endpoints(), PAIRS);
            for (String path : paths().toList()) {
                List<String> columns =
                        List.of("Field", "Needed", "Type", "Default", "Allowed", "Page", "Not on that page");
                DOCUMENT_README.replaceRows(fieldsHeading(path), columns, fields(path), PAIRS);
            }
        }
    }

    static Stream<String> paths() {
        return FactTable.rows("endpoints.txt").stream().map(row -> row.get("path"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void fields_inTheReadme_areThoseOfTheTable(String path) {
        assertThat(DOCUMENT_README.rows(fieldsHeading(path))).isEqualTo(plain(fields(path)));
    }

    @Test
    void endpoints_inTheReadme_areThoseOfTheTable() {
        assertThat(DOCUMENT_README.rows("### Endpoints")).isEqualTo(plain(endpoints()));
    }

    @Test
    void endpoints_inTheMainReadme_areThoseOfTheTables() {
        assertThat(README.rows("## First call"))
                .isEqualTo(FactTable.rows("endpoints.txt").stream()
                        .map(row -> List.of(
                                "POST " + row.get("path"),
                                row.get("operationId"),
                                row.get("seconds"),
                                row.get("lowest usd").equals(NOTHING)
                                        ? "not published"
                                        : row.get("lowest usd") + " to " + row.get("highest usd"),
                                limits(row.get("path"))))
                        .toList());
    }

    private static String limits(String path) {
        Map<String, String> duration = field(path, "duration");
        String seconds = duration.get("min").equals(NOTHING)
                ? duration.get("allowed").replace(", ", " or ")
                : duration.get("min") + " to " + duration.get("max");
        List<String> qualities = List.of(field(path, "quality").get("allowed").split(", "));
        return seconds + " s, up to " + qualities.get(qualities.size() - 1);
    }

    private static Map<String, String> field(String path, String name) {
        return FactTable.rows("fields.txt").stream()
                .filter(row -> row.get("path").equals(path) && row.get("field").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The pairs are the same on all pages that state them. */
    @Test
    void excludedPairs_inTheReadme_areThoseOfTheTable() {
        assertThat(DOCUMENT_README.rows(PAIRS))
                .isEqualTo(FactTable.rows("excluded-pairs.txt").stream()
                        .map(row -> List.of(
                                row.get("field") + " " + row.get("value") + " and " + row.get("other field") + " "
                                        + row.get("other value"),
                                row.get("page").replaceFirst("^.* page, ", "")))
                        .distinct()
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

    private static String fieldsHeading(String path) {
        return "### `POST " + path + "`";
    }

    private static List<List<String>> endpoints() {
        return FactTable.rows("endpoints.txt").stream()
                .map(row -> List.of(
                        code(row.get("path")),
                        code(row.get("operationId")),
                        code(row.get("schema")),
                        row.get("seconds"),
                        row.get("seconds source"),
                        row.get("lowest usd"),
                        row.get("highest usd")))
                .toList();
    }

    private static List<List<String>> fields(String path) {
        return FactTable.rows("fields.txt").stream()
                .filter(row -> row.get("path").equals(path))
                .map(row -> List.of(
                        code(row.get("field")),
                        row.get("needed"),
                        row.get("type"),
                        code(row.get("default")),
                        values(row),
                        row.get("page"),
                        row.get("beyond")))
                .toList();
    }

    private static String values(Map<String, String> row) {
        return row.get("min").equals(NOTHING)
                ? Stream.of(row.get("allowed").split(", "))
                        .map(ReadmeTest::code)
                        .collect(joining(", "))
                : code(row.get("min")) + " to " + code(row.get("max"));
    }

    private static String code(String cell) {
        return cell.equals(NOTHING) ? cell : "`" + cell + "`";
    }

    /** As {@link MarkdownFile#rows} returns them, without code marks. */
    private static List<List<String>> plain(List<List<String>> rows) {
        return rows.stream()
                .map(cells -> cells.stream().map(cell -> cell.replace("`", "")).toList())
                .toList();
    }
}

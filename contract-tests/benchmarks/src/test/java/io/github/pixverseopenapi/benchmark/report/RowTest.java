package io.github.pixverseopenapi.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
    private static Row row(Row.Better better, double goal) {
        Row row = new Row("work", "figure", "s", null, null, better, "ours", "peer", goal);
        add(row.of("ours"), 3, 30, 200);
        add(row.of("peer"), 1, 10, 100);
        return row;
    }

    private static void add(Series series, double... values) {
        for (double value : values) {
            series.add(value);
        }
    }

    @Test
    void ratio_comparesTheRoundsOfOneNumber() {
        Row row = row(Row.Better.LESS, 1.0);
        Statistics ratio = row.ratio(row.of("ours"));
        assertThat(ratio.low()).isEqualTo(2.0);
        assertThat(ratio.median()).isEqualTo(3.0);
        assertThat(ratio.high()).isEqualTo(3.0);
    }

    @Test
    void reached_isJudgedByTheMedian_inTheDirectionOfTheFigure() {
        assertThat(row(Row.Better.LESS, 3.0).reached()).isTrue();
        assertThat(row(Row.Better.LESS, 2.9).reached()).isFalse();
        assertThat(row(Row.Better.MORE, 3.0).reached()).isTrue();
        assertThat(row(Row.Better.MORE, 3.1).reached()).isFalse();
    }

    @Test
    void page_ofAContenderThatFailed_saysWhy() {
        Row row = row(Row.Better.LESS, 3.0);
        row.of("other").fail("out of memory");
        Results results = new Results(
                new Environment("2026-01-01", "a processor", 2, 8, "Linux", List.of("17"), ""), new ArrayList<>());
        results.rows().add(row);
        assertThat(new MarkdownReport(results).text())
                .contains("| ours | 30.0 | 3.00 (2.00 to 3.00, 75.0 %) | 3 |")
                .contains("| other | failed: out of memory |  | 0 |");
        assertThat(results.failures()).containsExactly("work: figure: other: out of memory");
        assertThat(results.isComplete()).isTrue();
        row.of("ours").fail("exit code 1");
        assertThat(results.isComplete()).isFalse();
    }
}

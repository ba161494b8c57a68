package io.github.pixverseopenapi.benchmark.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.benchmark.process.FailedTrialException;
import io.github.pixverseopenapi.benchmark.report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final List<String> turns = new ArrayList<>();
    private final Row row = new Rows("work", null, null, "a", "b").less("time", "s", null);

    private Rounds.Trial turn(String contender) {
        return () -> {
            turns.add(contender);
            return Map.of("time", (double) turns.size());
        };
    }

    @Test
    void rounds_giveEachContenderATurn_andStartWithAnotherOne() throws Exception {
        List<Row> rows = new Rounds()
                .row("time", row)
                .trial("a", turn("a"))
                .trial("b", turn("b"))
                .run(2);
        assertThat(turns).containsExactly("a", "b", "b", "a");
        assertThat(rows).containsExactly(row);
        assertThat(row.of("a").rounds()).containsExactly(1.0, 4.0);
        assertThat(row.of("b").rounds()).containsExactly(2.0, 3.0);
    }

    @Test
    void contenderThatFails_getsNoFurtherTurn() throws Exception {
        List<Row> unused = new Rounds()
                .row("time", row)
                .trial("a", turn("a"))
                .trial("b", () -> {
                    turns.add("b");
                    throw new FailedTrialException("out of memory");
                })
                .run(3);
        assertThat(turns).containsExactly("a", "b", "a", "a");
        assertThat(row.of("b").failure()).isEqualTo("out of memory");
        assertThat(row.of("a").failure()).isNull();
    }
}

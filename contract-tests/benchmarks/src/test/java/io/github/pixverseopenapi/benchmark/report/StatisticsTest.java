package io.github.pixverseopenapi.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void statistics_ofOddRounds_haveTheMiddleAndTheExtremes() {
        Statistics statistics = new Statistics(List.of(9.0, 1.0, 2.0, 3.0, 4.0));
        assertThat(statistics.median()).isEqualTo(3.0);
        assertThat(statistics.low()).isEqualTo(1.0);
        assertThat(statistics.high()).isEqualTo(9.0);
        assertThat(statistics.confidence()).isEqualTo(0.9375);
    }

    @Test
    void median_ofEvenRounds_isBetweenTheTwoInTheMiddle() {
        assertThat(new Statistics(List.of(4.0, 1.0, 2.0, 9.0)).median()).isEqualTo(3.0);
    }
}

package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-calls")
class PollScheduleTest {
    private static Stream<Long> delays(double random) {
        PollSchedule schedule = new PollSchedule(() -> random);
        return Stream.generate(schedule::next).map(Duration::toMillis).limit(8);
    }

    @Test
    void next_withoutJitter_growsFromOneSecondToTen() {
        assertThat(delays(1)).containsExactly(1_000L, 1_500L, 2_250L, 3_375L, 5_062L, 7_593L, 10_000L, 10_000L);
    }

    @Test
    void next_withAllJitter_isAFifthShorter() {
        assertThat(delays(0)).startsWith(800L, 1_200L).endsWith(8_000L);
    }
}

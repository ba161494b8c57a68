package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-calls")
class TickerTest {
    private final Ticker ticker = new Ticker();

    @Test
    void nanos_measureTime() {
        long before = System.nanoTime();
        assertThat(ticker.nanos() - before).isBetween(0L, System.nanoTime() - before);
    }

    @Test
    void await_openLatch_returnsTrue() throws InterruptedException {
        assertThat(ticker.await(new CountDownLatch(0), Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void await_closedLatch_returnsFalseAfterTheDuration() throws InterruptedException {
        long before = System.nanoTime();
        assertThat(ticker.await(new CountDownLatch(1), Duration.ofMillis(5))).isFalse();
        assertThat(System.nanoTime() - before)
                .isGreaterThanOrEqualTo(Duration.ofMillis(5).toNanos());
    }
}

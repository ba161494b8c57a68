package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-calls")
class ThreadsTest {
    /** The thread of a timer wakes up this often while a task waits; the default is every 10 ms. */
    @Test
    void timer_waitingForATask_wakesUpOnceASecond() {
        ScheduledThreadPoolExecutor timer = Threads.timer("timer");
        assertThat(timer.getKeepAliveTime(TimeUnit.MILLISECONDS)).isEqualTo(1_000);
        assertThat(timer.allowsCoreThreadTimeOut()).isTrue();
    }
}

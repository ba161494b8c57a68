package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("pit-calls")
class BackgroundSyncTest {
    private static final long STEP = BackgroundSync.BYTES_PER_SYNC;

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private IOException failure;
    private int syncs;

    private final BackgroundSync sync = new BackgroundSync(() -> {
        syncs++;
        if (failure != null) {
            IOException once = failure;
            failure = null;
            throw once;
        }
    });

    @Test
    void start_beforeManyBytesAreNew_doesNothing() {
        sync.start(STEP - 1, tasks::add);
        assertThat(tasks).isEmpty();
        sync.start(STEP, tasks::add);
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        sync.start(2 * STEP - 1, tasks::add);
        assertThat(tasks).isEmpty();
        assertThat(syncs).isEqualTo(1);
    }

    @Test
    void start_whileASyncRuns_doesNothing() {
        sync.start(STEP, tasks::add);
        sync.start(2 * STEP, tasks::add);
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        sync.start(2 * STEP, tasks::add);
        assertThat(tasks).hasSize(1);
    }

    @Test
    void start_withoutAThread_leavesTheBytesToTheLastSync() throws IOException {
        sync.start(STEP, task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        sync.finish();
        assertThat(syncs).isEqualTo(1);
        sync.start(2 * STEP, tasks::add);
        assertThat(tasks).hasSize(1);
    }

    @Test
    void finish_withoutAnEarlierSync_syncs() throws IOException {
        sync.finish();
        assertThat(syncs).isEqualTo(1);
    }

    /** The system reports the failure to one sync only: the last one would succeed. */
    @Test
    void finish_afterASyncThatFailed_failsToo() {
        IOException broken = new IOException("input/output error");
        failure = broken;
        sync.start(STEP, Runnable::run);
        assertThatThrownBy(sync::finish).isSameAs(broken);
    }
}

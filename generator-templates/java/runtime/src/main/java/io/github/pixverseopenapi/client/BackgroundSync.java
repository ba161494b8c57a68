package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Puts the bytes of a file on the disk while more of them come, so that little is left to wait for at the end. */
final class BackgroundSync {
    /** What {@code FileDescriptor.sync} does; unlike a channel's {@code force}, it survives an interrupt. */
    interface Sync {
        void run() throws IOException;
    }

    /** So many bytes are worth a sync. */
    static final int BYTES_PER_SYNC = 1 << 24;

    private final Sync sync;
    private final AtomicBoolean running = new AtomicBoolean();
    private long started;
    /** A system reports bytes that it could not write to one sync only, not to the next (fsync(2)). */
    private @Nullable IOException failure;

    BackgroundSync(Sync sync) {
        this.sync = sync;
    }

    /** Starts a sync if that many bytes are new, and none runs. */
    void start(long length, Executor executor) {
        if (length - started < BYTES_PER_SYNC || !running.compareAndSet(false, true)) {
            return;
        }
        started = length;
        try {
            executor.execute(() -> {
                run();
                running.set(false);
            });
        } catch (RuntimeException | Error noThread) {
            // The last sync puts all bytes on the disk.
            running.set(false);
        }
    }

    private synchronized void run() {
        try {
            sync.run();
        } catch (IOException e) {
            failure = e;
        }
    }

    /** The last sync. Waits for one that runs, and fails if any has failed. */
    synchronized void finish() throws IOException {
        if (failure != null) {
            throw failure;
        }
        sync.run();
    }
}

package io.github.pixverseopenapi.client;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads a video on a thread that no interrupt of the caller reaches, because an interrupt breaks the connection or
 * closes the file, and the video is lost. The caller waits and keeps its interrupt flag; its listener runs on its own
 * thread, so that a slow one does not slow the transfer and one that throws does not end it.
 */
final class Transfer<T> {
    /** What is to be done. */
    interface Task<T> {
        @Nullable
        T run(Transfer<T> transfer) throws Exception;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long progress;
    private boolean done;
    private @Nullable T result;
    private @Nullable Throwable failure;

    private Transfer() {}

    static <T> @Nullable T run(Executor executor, Task<T> task, long total, @Nullable ProgressListener listener) {
        Transfer<T> transfer = new Transfer<>();
        try {
            executor.execute(() -> transfer.execute(task));
        } catch (RuntimeException | Error noThread) {
            transfer.execute(task);
        }
        return transfer.await(total, listener);
    }

    private void execute(Task<T> task) {
        @Nullable T value = null;
        @Nullable Throwable thrown = null;
        try {
            value = task.run(this);
        } catch (Throwable e) {
            thrown = e;
        }
        lock.lock();
        try {
            result = value;
            failure = thrown;
            done = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Called by the task. */
    void reportProgress(long bytes) {
        lock.lock();
        try {
            progress = bytes;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable T await(long total, @Nullable ProgressListener listener) {
        long reported = 0;
        @Nullable Throwable thrown = null;
        boolean over = false;
        while (!over) {
            long now;
            lock.lock();
            try {
                while (!done && progress == reported) {
                    // Keeps the interrupt flag.
                    changed.awaitUninterruptibly();
                }
                now = progress;
                over = done;
            } finally {
                lock.unlock();
            }
            if (listener != null && thrown == null && now != reported) {
                thrown = report(listener, now, total);
            }
            reported = now;
        }
        return outcome(thrown);
    }

    private static @Nullable Throwable report(ProgressListener listener, long bytes, long total) {
        try {
            listener.onProgress(bytes, total);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private @Nullable T outcome(@Nullable Throwable ofListener) {
        if (failure != null) {
            if (failure instanceof PixverseException) {
                // The trace that helps is that of the caller.
                failure.fillInStackTrace();
            }
            if (ofListener != null) {
                failure.addSuppressed(ofListener);
            }
            throw Transfer.<RuntimeException>unchecked(failure);
        }
        if (ofListener != null) {
            throw Transfer.<RuntimeException>unchecked(ofListener);
        }
        return result;
    }

    /** Tasks throw nothing checked, but listeners in other JVM languages may. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // The type is erased, so the exception goes through as it is.
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }
}

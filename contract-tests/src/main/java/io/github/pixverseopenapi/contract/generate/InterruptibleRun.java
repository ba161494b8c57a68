package io.github.pixverseopenapi.contract.generate;

import io.github.pixverseopenapi.client.BatchEntry;
import io.github.pixverseopenapi.client.BatchListener;
import io.github.pixverseopenapi.client.BatchReport;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a batch that a signal, such as that of Ctrl-C, ends in order: it sends nothing more, and what it has done so far
 * is reported before the process ends. The JVM takes the exit code from the signal.
 */
public final class InterruptibleRun implements BatchListener {

    /** Requests that are being sent and videos that are being saved may take longer; the journal has them too. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final BatchListener listener;
    private final Consumer<Collection<BatchEntry>> onSignal;
    private final Map<String, BatchEntry> changed = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isStopping;
    private volatile Optional<BatchReport> report = Optional.empty();

    /**
     * @param listener receives the changes until a signal
     * @param onSignal receives all entries when a signal ends the process, or those that this run has changed if the
     *     batch does not end in time
     */
    public InterruptibleRun(BatchListener listener, Consumer<Collection<BatchEntry>> onSignal) {
        this.listener = listener;
        this.onSignal = onSignal;
    }

    @Override
    public void onChange(BatchEntry entry, int settled, int total) {
        changed.put(entry.key(), entry);
        if (!isStopping) {
            listener.onChange(entry, settled, total);
        }
    }

    /**
     * Runs the batch on this thread.
     *
     * @return its report, or nothing when the process is about to end
     */
    public Optional<BatchReport> of(Supplier<BatchReport> batch) {
        Thread runner = Thread.currentThread();
        Thread hook = new Thread(() -> stop(runner), "pixverse-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        boolean isEnding;
        try {
            report = Optional.of(batch.get());
        } finally {
            ended.countDown();
            isEnding = !remove(hook);
        }
        return isEnding ? Optional.empty() : report;
    }

    private static boolean remove(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shutdown) {
            return false;
        }
    }

    private void stop(Thread runner) {
        isStopping = true;
        runner.interrupt();
        try {
            boolean unused = ended.await(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        onSignal.accept(report.map(complete -> complete.entries().values()).orElseGet(changed::values));
    }
}

package io.github.pixverseopenapi.contract.demo;

import io.github.pixverseopenapi.client.Operation;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows the elapsed and typical time of running calls and the number of saved bytes. On a terminal it rewrites one
 * line; otherwise it prints a line every ten seconds.
 */
final class Progress implements AutoCloseable {
    private static final int LINE_WIDTH = 110;

    private final PrintStream out;
    private final boolean terminal;
    private final ScheduledExecutorService ticker;
    private final Map<Operation, Long> startTimes = new LinkedHashMap<>();

    @SuppressWarnings("FutureReturnValueIgnored") // It runs until the executor is shut down.
    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "demo-progress");
            thread.setDaemon(true);
            return thread;
        });
        long millis = terminal ? 250 : 10_000;
        ticker.scheduleAtFixedRate(this::tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    synchronized void started(Operation operation) {
        startTimes.put(operation, System.nanoTime());
        if (!terminal) {
            out.println("  " + operation.id() + ": started" + typicalTime(operation));
        }
    }

    synchronized void bytes(Operation operation, long saved, long total) {
        startTimes.remove(operation);
        if (terminal) {
            rewrite(operation.id() + ": saved " + bytesOf(saved, total));
        } else if (saved == total) {
            out.println("  " + operation.id() + ": saved " + bytesOf(saved, total));
        }
    }

    synchronized void failed(Operation operation) {
        startTimes.remove(operation);
    }

    private synchronized void tick() {
        StringJoiner line = new StringJoiner(", ");
        startTimes.forEach((operation, since) -> line.add(operation.id() + ": "
                + Duration.ofNanos(System.nanoTime() - since).toSeconds() + " s" + typicalTime(operation)));
        if (line.length() > 0) {
            rewrite(line.toString());
        }
    }

    private static String typicalTime(Operation operation) {
        return operation
                .typicalTime()
                .map(time -> " (typically about " + time.toSeconds() + " s)")
                .orElse("");
    }

    private static String bytesOf(long saved, long total) {
        return String.format(Locale.ROOT, "%,d", saved)
                + (total < 0 ? "" : String.format(Locale.ROOT, " of %,d", total)) + " bytes";
    }

    private void rewrite(String line) {
        if (terminal) {
            String cut = line.length() > LINE_WIDTH ? line.substring(0, LINE_WIDTH) : line;
            out.print("\r  " + cut + " ".repeat(LINE_WIDTH - cut.length()));
            out.flush();
        } else {
            out.println("  " + line);
        }
    }

    @Override
    public synchronized void close() {
        ticker.shutdownNow();
        if (terminal) {
            out.print("\r" + " ".repeat(LINE_WIDTH + 2) + "\r");
        }
    }
}

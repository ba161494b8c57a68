package io.github.pixverseopenapi.contract.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the latest requests in the order of arrival. */
final class Journal {

    /** Bounds the memory of a long-running sandbox. */
    static final int CAPACITY = 10_000;

    /** Bounds the memory for bodies; one request may have 64 MiB. */
    private static final long MAX_BODY_BYTES = 256L << 20;

    private final Deque<JournalEntry> entries = new ArrayDeque<>();
    private final Consumer<JournalEntry> listener;
    private final long maxBodyBytes;
    private long bodyBytes;

    Journal(Consumer<JournalEntry> listener) {
        this(listener, MAX_BODY_BYTES);
    }

    Journal(Consumer<JournalEntry> listener, long maxBodyBytes) {
        this.listener = listener;
        this.maxBodyBytes = maxBodyBytes;
    }

    void add(JournalEntry entry) {
        synchronized (entries) {
            entries.addLast(entry);
            bodyBytes += entry.bodyLength();
            // The latest entry always stays, because a test may wait for it.
            while (entries.size() > CAPACITY || bodyBytes > maxBodyBytes && entries.size() > 1) {
                bodyBytes -= entries.removeFirst().bodyLength();
            }
        }
        listener.accept(entry);
    }

    List<JournalEntry> entries() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    void clear() {
        synchronized (entries) {
            entries.clear();
            bodyBytes = 0;
        }
    }
}

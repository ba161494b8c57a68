package io.github.pixverseopenapi.contract.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the latest requests, oldest first. */
final class Journal {

    /** Plenty for a test, and a bound for a sandbox that runs for days. */
    static final int CAPACITY = 10_000;

    private final Deque<JournalEntry> entries = new ArrayDeque<>();
    private final Consumer<JournalEntry> listener;

    Journal(Consumer<JournalEntry> listener) {
        this.listener = listener;
    }

    void add(JournalEntry entry) {
        synchronized (entries) {
            if (entries.size() == CAPACITY) {
                entries.removeFirst();
            }
            entries.addLast(entry);
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
        }
    }
}

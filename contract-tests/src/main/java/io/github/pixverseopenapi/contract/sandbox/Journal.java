package io.github.pixverseopenapi.contract.sandbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the latest requests in the order of arrival. */
final class Journal {

    /** Bounds the memory of a long-running sandbox. */
    static final int CAPACITY = 10_000;

    /** Bounds the memory for bodies; one request may have 64 MiB. */
    private static final long MAX_BODY_BYTES = 256L << 20;

    private final Deque<JournalRow> rows = new ArrayDeque<>();
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

    void add(JournalRow row) {
        synchronized (rows) {
            rows.addLast(row);
            bodyBytes += row.entry().bodyLength();
            // The latest entry always stays, because a test may wait for it.
            while (rows.size() > CAPACITY || bodyBytes > maxBodyBytes && rows.size() > 1) {
                bodyBytes -= rows.removeFirst().entry().bodyLength();
            }
        }
        listener.accept(row.entry());
    }

    List<JournalEntry> entries() {
        synchronized (rows) {
            return rows.stream().map(JournalRow::entry).toList();
        }
    }

    /** The latest entries, the newest first. */
    List<JournalRow> latest(int max) {
        List<JournalRow> latest = new ArrayList<>();
        synchronized (rows) {
            Iterator<JournalRow> newest = rows.descendingIterator();
            while (newest.hasNext() && latest.size() < max) {
                latest.add(newest.next());
            }
        }
        return latest;
    }

    void clear() {
        synchronized (rows) {
            rows.clear();
            bodyBytes = 0;
        }
    }
}

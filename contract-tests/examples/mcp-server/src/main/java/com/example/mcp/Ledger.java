package com.example.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What was and may have been spent. The file is read and written as a whole under a lock, so that several servers
 * can share the budget of a folder, and a restart does not renew it.
 */
final class Ledger {
    enum State {
        /** Being sent, or its server was killed meanwhile: it may be billed. */
        SENDING,
        /** No job is known, but it may be billed. */
        UNCLEAR,
        SUBMITTED,
        /** Not billed. */
        FAILED,
        SAVED
    }

    /**
     * A request.
     *
     * @param costUsd what it costs at most until the real cost is known
     * @param job the id of the job; null until it is known
     */
    record Entry(
            String id, String operation, String request, Instant sentAt, State state, BigDecimal costUsd, String job) {

        Entry with(State newState, BigDecimal newCostUsd, String newJob) {
            return new Entry(id, operation, request, sentAt, newState, newCostUsd, newJob);
        }
    }

    private final Path file;
    private final BigDecimal budgetUsd;
    private final McpJsonMapper json;

    Ledger(Path file, BigDecimal budgetUsd, McpJsonMapper json) {
        this.file = file;
        this.budgetUsd = budgetUsd;
        this.json = json;
    }

    BigDecimal budgetUsd() {
        return budgetUsd;
    }

    List<Entry> entries() {
        return locked(List::copyOf);
    }

    BigDecimal remainingUsd() {
        return locked(this::remainingUsd);
    }

    private BigDecimal remainingUsd(List<Entry> entries) {
        return entries.stream().map(Entry::costUsd).reduce(budgetUsd, BigDecimal::subtract);
    }

    /**
     * Records what is about to be sent.
     *
     * @throws IllegalArgumentException if the budget does not allow it
     */
    Entry reserve(String operation, String request, BigDecimal maxCostUsd) {
        return locked(entries -> {
            BigDecimal remaining = remainingUsd(entries);
            if (remaining.compareTo(maxCostUsd) < 0) {
                throw new IllegalArgumentException("request must cost at most the remaining budget of " + remaining
                        + " USD, but may cost " + maxCostUsd + " USD");
            }
            Entry entry = new Entry(
                    UUID.randomUUID().toString(), operation, request, Instant.now(), State.SENDING, maxCostUsd, null);
            entries.add(entry);
            return entry;
        });
    }

    /** Removes a request that was not sent or is not billed. */
    void release(Entry entry) {
        locked(entries -> entries.removeIf(other -> other.id().equals(entry.id())));
    }

    void update(Entry entry, UnaryOperator<Entry> change) {
        locked(entries -> {
            entries.replaceAll(other -> other.id().equals(entry.id()) ? change.apply(other) : other);
            return null;
        });
    }

    private synchronized <T> T locked(Function<List<Entry>, T> change) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            List<Entry> before = Files.exists(file)
                    ? json.readValue(Files.readAllBytes(file), new TypeRef<List<Entry>>() {})
                    : List.of();
            List<Entry> entries = new ArrayList<>(before);
            T result = change.apply(entries);
            if (!entries.equals(before)) {
                write(entries);
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger " + file + " cannot be read or written: " + e, e);
        }
    }

    /** Replaces the file once the new one is on the disk. */
    private void write(List<Entry> entries) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(json.writeValueAsBytes(entries));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

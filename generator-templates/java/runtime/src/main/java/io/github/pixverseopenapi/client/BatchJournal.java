package io.github.pixverseopenapi.client;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The file that a batch survives a crash with: a line for each event, on the disk before {@link #append} returns. Locked
 * while it is open. Written through streams: an interrupt closes channels.
 */
final class BatchJournal implements Closeable {
    private static final String HEADER = "{\"journal\":\"pixverse-batch\",\"version\":1}";

    /**
     * The journals of this process: a file lock is one of the whole process, and closing any channel of the file
     * releases it.
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path name;
    private final RandomAccessFile file;
    private final Object sync = new Object();
    private long appended;
    private long synced;
    private boolean broken;

    private BatchJournal(Path name, RandomAccessFile file) {
        this.name = name;
        this.file = file;
    }

    /**
     * Opens the journal, and creates it where there is none.
     *
     * @param events receives what it holds, in order
     * @throws IllegalStateException if another run uses it
     * @throws IllegalArgumentException if it is not the journal of these events
     */
    static BatchJournal open(Path path, Consumer<BatchEvent> events) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path folder = Objects.requireNonNull(absolute.getParent());
        Files.createDirectories(folder);
        Path name = folder.toRealPath().resolve(Objects.requireNonNull(absolute.getFileName()));
        if (!OPEN.add(name)) {
            throw inUse(name);
        }
        BatchJournal journal = null;
        try {
            journal = new BatchJournal(name, new RandomAccessFile(name.toFile(), "rw"));
            journal.lock();
            journal.read(events);
            syncFolder(folder);
            return journal;
        } catch (IOException | RuntimeException e) {
            if (journal == null) {
                OPEN.remove(name);
            } else {
                journal.close();
            }
            throw e;
        }
    }

    private static IllegalStateException inUse(Path name) {
        return new IllegalStateException("journal " + name + " must be of one run at a time, but another run uses it");
    }

    private void lock() throws IOException {
        try {
            if (file.getChannel().tryLock() == null) {
                throw inUse(name);
            }
        } catch (OverlappingFileLockException otherClassLoader) {
            throw inUse(name);
        }
    }

    /** Reads the lines. The last one, if it was not written to its end, is cut off: what it was to say had not begun. */
    private void read(Consumer<BatchEvent> events) throws IOException {
        // Not closed: that would close the file.
        InputStream bytes = new FileInputStream(file.getFD());
        byte[] buffer = new byte[1 << 16];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long end = 0;
        int number = 0;
        for (int count = bytes.read(buffer); count != -1; count = bytes.read(buffer)) {
            int start = 0;
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, start, i - start);
                    start = i + 1;
                    number++;
                    end += line.size() + 1;
                    read(new String(line.toByteArray(), StandardCharsets.UTF_8), number, events);
                    line.reset();
                }
            }
            line.write(buffer, start, count - start);
        }
        String rest = new String(line.toByteArray(), StandardCharsets.UTF_8);
        if (number == 0 && !HEADER.startsWith(rest)) {
            read(rest, 1, events);
        }
        file.setLength(end);
        if (number == 0) {
            write(HEADER);
        }
        file.getFD().sync();
    }

    private void read(String line, int number, Consumer<BatchEvent> events) {
        try {
            if (number > 1) {
                events.accept(BatchEvent.parse(line));
            } else if (!line.equals(HEADER)) {
                throw new IllegalArgumentException("it must be " + HEADER);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "journal " + name + " must be of this batch, but line " + number + " is not: " + e.getMessage(), e);
        }
    }

    /** Without it, a new file may be gone after a power failure. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // Windows does not open folders, and needs no such thing.
        }
    }

    /** Returns once the event is on the disk. Events of several threads share one write to the disk. */
    void append(BatchEvent event) throws IOException {
        long mine;
        synchronized (this) {
            if (broken) {
                throw new IOException("journal " + name + " could not be written before");
            }
            write(event.toString());
            mine = ++appended;
        }
        synchronized (sync) {
            if (synced < mine) {
                long upTo = appended();
                file.getFD().sync();
                synced = upTo;
            }
        }
    }

    private synchronized long appended() {
        return appended;
    }

    private void write(String line) throws IOException {
        long start = file.getFilePointer();
        boolean written = false;
        try {
            file.write((line + '\n').getBytes(StandardCharsets.UTF_8));
            written = true;
        } finally {
            if (!written) {
                // A part of a line must not be followed by another one.
                broken = true;
                file.setLength(start);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            OPEN.remove(name);
        }
    }
}

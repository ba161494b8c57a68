package io.github.pixverseopenapi.client;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A hidden file beside the target, which takes its place once all bytes are on the disk. It is locked while its
 * process lives, so that the next save to the same target can delete what a killed process left. Written through
 * streams: an interrupt closes channels.
 */
final class PartFile {
    private static final String SUFFIX = ".part";
    private static final int HASH_LENGTH = 16;
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * The names of the files that this process writes. It must not try their locks: on POSIX systems, closing any
     * channel of a file releases all locks that the process has on it.
     */
    private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

    private final @Nullable SaveTarget target;
    private final OutputStream output;
    /** Null where there is none: on file systems that are no disk. */
    private final @Nullable BackgroundSync sync;

    private final String name;
    private Path file;
    private long length;

    private PartFile(@Nullable SaveTarget target, Path file, OutputStream output) throws IOException {
        this.target = target;
        this.file = file;
        this.name = file.getFileName().toString();
        this.output = output;
        this.sync = output instanceof FileOutputStream
                ? new BackgroundSync(((FileOutputStream) output).getFD()::sync)
                : null;
    }

    /** For a target that is special, or no target at all, the file is in the temporary folder. */
    static PartFile create(@Nullable SaveTarget target) throws IOException {
        if (target == null || target.special) {
            return open(target, Paths.get(System.getProperty("java.io.tmpdir")), ".pixverse-");
        }
        Path folder = Objects.requireNonNull(target.file.getParent());
        // Its length does not depend on the target's name, which may be as long as the file system allows.
        String prefix = ".pixverse-"
                + ByteString.of(target.file.getFileName().toString().getBytes(StandardCharsets.UTF_8))
                        .sha256()
                        .hex()
                        .substring(0, HASH_LENGTH)
                + "-";
        deleteAbandoned(folder, prefix);
        PartFile part = open(target, folder, prefix);
        try {
            part.copyPermissions(target);
            return part;
        } catch (IOException | RuntimeException e) {
            part.discard();
            throw e;
        }
    }

    private static PartFile open(@Nullable SaveTarget target, Path folder, String prefix) throws IOException {
        while (true) {
            Path file = folder.resolve(prefix + UUID.randomUUID() + SUFFIX);
            OPEN.add(file.getFileName().toString());
            @Nullable OutputStream output = null;
            try {
                output = open(file);
            } finally {
                if (output == null) {
                    OPEN.remove(file.getFileName().toString());
                }
            }
            if (output != null) {
                return new PartFile(target, file, output);
            }
        }
    }

    /** Creates and locks a file. Returns null if another process took it for an abandoned one before it was locked. */
    private static @Nullable OutputStream open(Path file) throws IOException {
        if (file.getFileSystem() != FileSystems.getDefault()) {
            return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
        Files.createFile(file);
        // Creates the file again if it has been deleted meanwhile.
        FileOutputStream output = new FileOutputStream(file.toFile());
        if (isLocked(output) && Files.exists(file)) {
            return output;
        }
        output.close();
        Files.deleteIfExists(file);
        return null;
    }

    private static boolean isLocked(FileOutputStream output) {
        try {
            return output.getChannel().tryLock() != null;
        } catch (IOException unsupported) {
            // Some network file systems have no locks; then an abandoned file may be deleted while it is in use.
            return true;
        }
    }

    /** Before a byte of the video is in the file. */
    private void copyPermissions(SaveTarget target) throws IOException {
        if (Files.exists(target.file)) {
            try {
                Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(target.file));
            } catch (UnsupportedOperationException notPosix) {
                // Such a file system has its own rules.
            }
        }
    }

    private static void deleteAbandoned(Path folder, String prefix) throws IOException {
        if (folder.getFileSystem() != FileSystems.getDefault()) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, prefix + "*" + SUFFIX)) {
            for (Path part : parts) {
                if (!OPEN.contains(part.getFileName().toString())) {
                    deleteIfAbandoned(part);
                }
            }
        }
    }

    /** Deletes a file whose lock is free, and keeps the lock meanwhile. */
    private static void deleteIfAbandoned(Path part) {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException | OverlappingFileLockException inUse) {
            // Its own process finishes or deletes it.
        }
    }

    void write(byte[] bytes, int count) throws IOException {
        output.write(bytes, 0, count);
        length += count;
    }

    /** Starts to put the bytes written so far on the disk, if they are many. */
    void syncAhead(Executor executor) {
        if (sync != null) {
            sync.start(length, executor);
        }
    }

    /** Puts the file in the target's place. */
    void commit() throws IOException {
        SaveTarget place = Objects.requireNonNull(target);
        sync();
        if (place.special) {
            try (OutputStream pipe = Files.newOutputStream(place.file, StandardOpenOption.WRITE)) {
                Files.copy(file, pipe);
            }
            discard();
            return;
        }
        moveTo(place.file);
    }

    /** Moves the file while it is locked, because another process may delete it as soon as it is not. */
    private void moveTo(Path destination) throws IOException {
        try {
            Files.move(file, destination, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Windows does not move an open file.
            output.close();
            moveClosed(destination);
        }
        file = destination;
        close();
    }

    private void moveClosed(Path destination) throws IOException {
        try {
            Files.move(file, destination, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(file, destination, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** All bytes are on the disk already, so that a failure to close loses none. */
    private void close() {
        try {
            output.close();
        } catch (IOException e) {
            // Nothing is left to be written.
        }
        OPEN.remove(name);
    }

    private void sync() throws IOException {
        output.flush();
        if (sync != null) {
            sync.finish();
        }
    }

    /** A copy in the temporary folder, to be continued there. */
    PartFile moveToTemporaryFolder() throws IOException {
        PartFile copy = create(null);
        try {
            try (InputStream source = Files.newInputStream(file)) {
                byte[] buffer = new byte[BUFFER_BYTES];
                while (copy.length < length) {
                    int count = source.read(buffer, 0, (int) Math.min(buffer.length, length - copy.length));
                    if (count == -1) {
                        throw new IOException("only " + copy.length + " of " + length + " bytes are in " + file);
                    }
                    copy.write(buffer, count);
                }
            }
        } catch (IOException e) {
            copy.discard();
            throw e;
        }
        discard();
        return copy;
    }

    /**
     * Keeps the bytes written so far, in a file that people see and that no later save deletes.
     *
     * @return the file; null if it was deleted
     */
    @Nullable
    Path keep() {
        try {
            truncate();
            moveTo(file.resolveSibling("pixverse-" + UUID.randomUUID() + ".mp4"));
        } catch (IOException e) {
            // It keeps its hidden name, and stays among those that this process does not delete.
        }
        return Files.exists(file) ? file : null;
    }

    /** The last write may have gone through in part. */
    private void truncate() throws IOException {
        if (output instanceof FileOutputStream
                && ((FileOutputStream) output).getChannel().isOpen()) {
            ((FileOutputStream) output).getChannel().truncate(length);
        }
    }

    void discard() {
        try {
            output.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The next save to the same target deletes it.
        }
        OPEN.remove(name);
    }
}

package io.github.pixverseopenapi.client;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import okio.ByteString;

/**
 * A hidden file beside the target, which takes its place once all bytes are on the disk. It is locked while its
 * process lives, so that the next save to the same target can delete what a killed process left. Written through
 * streams: an interrupt closes channels.
 */
final class PartFile {
    private static final String SUFFIX = ".part";
    private static final int HASH_LENGTH = 16;
    private static final int BUFFER_BYTES = 1 << 16;

    private final SaveTarget target;
    private final OutputStream output;
    private Path file;
    private long length;

    private PartFile(SaveTarget target, Path file) throws IOException {
        this.target = target;
        this.file = file;
        this.output = open(file);
    }

    /** For a target that is special, or no target at all, the file is in the temporary folder. */
    static PartFile create(SaveTarget target) throws IOException {
        boolean beside = target != null && !target.special;
        Path folder = beside ? target.file.getParent() : Paths.get(System.getProperty("java.io.tmpdir"));
        if (!beside) {
            return new PartFile(target, folder.resolve(".pixverse-" + UUID.randomUUID() + SUFFIX));
        }
        // Its length does not depend on the target's name, which may be as long as the file system allows.
        String prefix = ".pixverse-" + ByteString.of(target.file.getFileName().toString().getBytes(StandardCharsets.UTF_8))
                .sha256().hex().substring(0, HASH_LENGTH) + "-";
        deleteAbandoned(folder, prefix);
        PartFile part = new PartFile(target, folder.resolve(prefix + UUID.randomUUID() + SUFFIX));
        part.copyPermissions();
        return part;
    }

    private static OutputStream open(Path file) throws IOException {
        if (file.getFileSystem() != FileSystems.getDefault()) {
            return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
        Files.createFile(file);
        FileOutputStream output = new FileOutputStream(file.toFile());
        try {
            output.getChannel().tryLock();
        } catch (IOException unsupported) {
            // Some network file systems have no locks; then an abandoned file may be deleted while it is in use.
        }
        return output;
    }

    /** Before a byte of the video is in the file. */
    private void copyPermissions() throws IOException {
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
                if (isAbandoned(part)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    private static boolean isAbandoned(Path part) {
        try (RandomAccessFile opened = new RandomAccessFile(part.toFile(), "rw");
                FileLock lock = opened.getChannel().tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException inUse) {
            return false;
        }
    }

    void write(byte[] bytes, int count) throws IOException {
        output.write(bytes, 0, count);
        length += count;
    }

    /** Puts the file in the target's place. */
    void commit() throws IOException {
        sync();
        if (target.special) {
            try (OutputStream pipe = Files.newOutputStream(target.file, StandardOpenOption.WRITE)) {
                Files.copy(file, pipe);
            }
            discard();
            return;
        }
        output.close();
        try {
            Files.move(file, target.file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(file, target.file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void sync() throws IOException {
        output.flush();
        if (output instanceof FileOutputStream) {
            ((FileOutputStream) output).getFD().sync();
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
     * @return the file; null if somebody has deleted it
     */
    Path keep() {
        try {
            truncate();
            output.close();
            file = Files.move(file, file.resolveSibling("pixverse-" + UUID.randomUUID() + ".mp4"));
        } catch (IOException e) {
            // It keeps its hidden name.
        }
        return Files.exists(file) ? file : null;
    }

    /** The last write may have gone through in part. */
    private void truncate() throws IOException {
        if (output instanceof FileOutputStream && ((FileOutputStream) output).getChannel().isOpen()) {
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
    }
}

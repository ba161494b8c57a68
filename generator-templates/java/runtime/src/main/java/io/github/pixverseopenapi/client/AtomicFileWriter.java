package io.github.pixverseopenapi.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/** One saving of a video: its file appears, or is replaced, only once the whole video is on the disk. */
final class AtomicFileWriter {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final String READABLE = "the video can still be read or saved to another place";
    private static final String LOST = "what was received of the video is lost";

    private final Path target;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int unwritten;
    private long saved;

    AtomicFileWriter(Path target) {
        if (target == null) {
            throw new IllegalArgumentException("target: null is not allowed; must be the path of a file");
        }
        this.target = target;
    }

    void save(Video video, ReplayableStream bytes, ProgressListener listener) throws IOException {
        Path file = checked();
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        boolean kept = false;
        create(part);
        try {
            InputStream source = bytes.take(null);
            try {
                receive(video, source, part, listener, bytes.length());
                moveIntoPlace(part, file);
            } catch (IOException e) {
                kept = putBack(bytes, part, e);
                throw unusable(kept ? READABLE : LOST, e);
            }
        } finally {
            if (!kept) {
                Files.deleteIfExists(part);
            }
        }
        bytes.discardKept(null);
    }

    /** Makes what was received readable again; false if the disk does not even allow that. */
    private boolean putBack(ReplayableStream bytes, Path part, IOException cause) {
        try (FileChannel disk = FileChannel.open(part, StandardOpenOption.WRITE)) {
            // Half a write may have gone through; its bytes are put back as well.
            disk.truncate(saved);
            bytes.putBack(part, Arrays.copyOf(buffer, unwritten));
            return true;
        } catch (IOException e) {
            cause.addSuppressed(e);
            return false;
        }
    }

    /** Finds what is wrong with the target before a byte is read. A link is followed, so that it stays a link. */
    private Path checked() throws IOException {
        Path file = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        if (Files.isDirectory(file)) {
            throw unusable("it is a folder; must be the path of a file", READABLE, null);
        }
        if (!Files.isDirectory(file.getParent())) {
            throw unusable("there is no folder " + file.getParent(), READABLE, null);
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw unusable("the file is read-only", READABLE, null);
        }
        return file;
    }

    private void create(Path part) throws IOException {
        try {
            Files.createFile(part);
        } catch (IOException e) {
            throw unusable(READABLE, e);
        }
    }

    private void receive(Video video, InputStream source, Path part, ProgressListener listener, long length)
            throws IOException {
        try (FileChannel disk = FileChannel.open(part, StandardOpenOption.WRITE)) {
            for (int count = read(video, source); count != -1; count = read(video, source)) {
                unwritten = count;
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    disk.write(bytes);
                }
                unwritten = 0;
                saved += count;
                if (listener != null) {
                    listener.onProgress(saved, length);
                }
            }
            disk.force(true);
        }
    }

    private int read(Video video, InputStream source) {
        try {
            return source.read(buffer);
        } catch (IOException e) {
            throw video.failed(e);
        }
    }

    private static void moveIntoPlace(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private FileSystemException unusable(String outcome, IOException cause) {
        String reason = cause instanceof FileSystemException ? ((FileSystemException) cause).getReason() : null;
        return unusable(
                reason == null ? cause.getClass().getSimpleName() + ": " + cause.getMessage() : reason, outcome, cause);
    }

    private FileSystemException unusable(String reason, String outcome, IOException cause) {
        FileSystemException unusable = new FileSystemException(
                target.toString(), null, "cannot save the video there: " + reason + ". The call is billed; " + outcome);
        unusable.initCause(cause);
        return unusable;
    }
}

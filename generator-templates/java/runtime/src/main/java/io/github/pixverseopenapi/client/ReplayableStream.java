package io.github.pixverseopenapi.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a video, to be read once. What was read but could not be saved can be pushed back, so that a full disk
 * does not cost a paid video.
 */
final class ReplayableStream {
    private final NetworkStream network;
    private InputStream source;
    private boolean open;
    private boolean closed;
    private @Nullable Path spillFile;

    ReplayableStream(NetworkStream network) {
        this.network = network;
        this.source = network;
    }

    long length() {
        return network.length();
    }

    String progress() {
        return network.progress();
    }

    /** Hands out the bytes, once. */
    synchronized InputStream open() {
        if (open || closed) {
            throw new IllegalStateException("the video was read or closed before; its bytes come only once");
        }
        open = true;
        return source;
    }

    /** Takes back bytes that were read: first those in the file, then these few more; the network has the rest. */
    synchronized void pushBack(Path file, byte[] more) throws IOException {
        source = new SequenceInputStream(Collections.enumeration(
                Arrays.asList(Files.newInputStream(file), new ByteArrayInputStream(more), network)));
        spillFile = file;
        open = false;
    }

    /** Takes back a stream of which nothing was read. */
    synchronized void pushBack() {
        open = false;
    }

    /** Deletes the file with the bytes that were pushed back, because they are somewhere else now. */
    synchronized void deleteSpillFile() throws IOException {
        if (spillFile != null) {
            source.close();
            Files.deleteIfExists(spillFile);
            spillFile = null;
        }
    }

    /** The spill file stays: it holds a paid video, and an exception has named it. */
    void close() {
        network.close();
        synchronized (this) {
            closed = true;
            if (spillFile != null) {
                closeQuietly(source);
            }
        }
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // A file that was read leaves nothing to lose.
        }
    }
}

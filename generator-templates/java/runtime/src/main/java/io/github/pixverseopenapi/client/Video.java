package io.github.pixverseopenapi.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * A finished video whose bytes are still to be received. The call is billed, so make sure to get them: read them
 * once, in one of the three ways, and close the video. Closing it without reading loses what was not received.
 *
 * <p>For one thread at a time, but {@link #close()} may be called from any.
 */
public final class Video implements AutoCloseable {
    private static final int MAX_INITIAL_BYTES = 1 << 20;
    /** What every Java runtime can allocate. */
    private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

    private final Operation operation;
    private final VideoMetadata metadata;
    private final ByteSource source;
    private final KeyRedactor redactor;
    private final Executor transfers;
    private final ReplayableStream bytes;
    private @Nullable Supplier<LostRequest> request;

    /**
     * The metadata may come from another response than the bytes: from the one that said where they are.
     *
     * @param transfers runs the saving
     */
    Video(Operation operation, VideoMetadata metadata, ByteSource source, KeyRedactor redactor, Executor transfers) {
        this.operation = operation;
        this.metadata = metadata;
        this.source = source;
        this.redactor = redactor;
        this.transfers = transfers;
        this.bytes = new ReplayableStream(new NetworkStream(source));
    }

    /**
     * The media type that the service gave.
     *
     * @return such as {@code video/mp4}; empty if it gave none
     */
    public String contentType() {
        MediaType type = source.contentType();
        return type == null ? "" : redactor.redactLine(type.toString());
    }

    /**
     * How many bytes the service announced.
     *
     * @return the number of bytes, or -1 if it did not say
     */
    public long contentLength() {
        return source.length();
    }

    /**
     * What the headers of the response say about the call.
     *
     * @return never null
     */
    public VideoMetadata metadata() {
        return metadata;
    }

    /**
     * Saves the video. The same as {@link #saveTo(Path, ProgressListener)} without a listener.
     *
     * @param target the file to write
     * @throws PixverseException as there
     * @throws IllegalStateException as there
     */
    public void saveTo(Path target) {
        saveTo(target, null);
    }

    /**
     * Saves the video without holding it in memory. The bytes go to a hidden file beside the target, which takes
     * the target's place, an existing file's included, once all bytes are on the disk; it keeps that file's
     * permissions. Missing parent folders are created, links are followed, and pipes and devices are written to.
     *
     * <p>If the target or the disk fails, the video is still received to its end and kept in the file that the
     * exception names; save it again to another place, or take it from there. An interrupt does not end the saving:
     * the thread stays interrupted and the video is saved. What the listener throws does not end it either: the
     * listener is not called again, the video is saved, and then the exception is thrown.
     *
     * @param target the file to write
     * @param listener receives the progress, on this thread; null for none
     * @throws SaveFailedException if the target or the disk fails; the bytes are kept in
     *     {@link SaveFailedException#savedTo()}
     * @throws CallTimeoutException if no byte came for longer than the timeout
     * @throws ConnectionException if the connection broke, or fewer bytes came than announced, or, where no number was
     *     announced, than the MP4 file has; the target is as it was before
     * @throws IllegalStateException if the video was read or closed before
     */
    public void saveTo(Path target, @Nullable ProgressListener listener) {
        saveTo(new VideoSaver(target, transfers), listener);
    }

    void saveTo(VideoSaver saver, @Nullable ProgressListener listener) {
        saver.save(this, bytes, listener);
    }

    /**
     * The bytes as they come, without holding them in memory. The stream fails with an IOException if fewer bytes
     * come than announced. Closing it closes the video.
     *
     * @return the stream
     * @throws IllegalStateException if the video was read or closed before
     */
    public InputStream byteStream() {
        return new FilterInputStream(bytes.open()) {
            @Override
            public void close() {
                Video.this.close();
            }
        };
    }

    /**
     * All bytes, in memory. For videos of unknown size, {@link #saveTo(Path)} or {@link #byteStream()} is safer.
     *
     * @return the bytes
     * @throws CallTimeoutException if no byte came for longer than the timeout
     * @throws ConnectionException if the connection broke or fewer bytes came than announced
     * @throws IllegalStateException if the video was read or closed before, or is too large for an array; then it can
     *     still be read
     */
    public byte[] bytes() {
        if (bytes.length() > MAX_ARRAY_BYTES) {
            throw new IllegalStateException("the video must have at most " + MAX_ARRAY_BYTES
                    + " bytes to be held in memory, but has " + bytes.length() + "; use saveTo or byteStream");
        }
        InputStream source = bytes.open();
        return Objects.requireNonNull(Transfer.run(
                this.source.isReceived() ? Runnable::run : transfers,
                transfer -> {
                    try {
                        return all(source);
                    } catch (IOException e) {
                        throw transferFailure(e);
                    } finally {
                        close();
                    }
                },
                bytes.length(),
                null));
    }

    /** Allocates what was announced, but not too much before it is received. */
    private byte[] all(InputStream source) throws IOException {
        long max = bytes.length() < 0 ? MAX_ARRAY_BYTES : bytes.length();
        byte[] all = new byte[(int) Math.min(max, MAX_INITIAL_BYTES)];
        int length = 0;
        for (int count = 0; count != -1; count = source.read(all, length, all.length - length)) {
            length += count;
            if (length == all.length) {
                int next = source.read();
                if (next == -1) {
                    return all;
                }
                all = Arrays.copyOf(all, (int) Math.min(max, 2L * length));
                all[length++] = (byte) next;
            }
        }
        return Arrays.copyOf(all, length);
    }

    /** Keeps the request for failures of the transfer, so that the video can be looked up. */
    Video remember(Supplier<LostRequest> sent) {
        request = sent;
        return this;
    }

    PixverseException transferFailure(IOException e) {
        PixverseException failure = IoExceptionMapper.truncated(
                operation,
                metadata,
                "the service had finished the video, but its transfer broke off after " + bytes.progress(),
                e,
                redactor);
        if (request != null) {
            failure.remember(request);
        }
        return failure;
    }

    /** What is known of a finished video that failed otherwise. */
    Failure failure(String reason, Throwable cause) {
        return Failure.truncated(operation, metadata, reason, cause);
    }

    /**
     * Frees the connection; bytes that were not received are lost. Does nothing the second time. May be called while
     * another thread reads the video, which then fails with a {@link ConnectionException}.
     */
    @Override
    public void close() {
        bytes.close();
    }
}

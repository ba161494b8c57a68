package io.github.pixverseopenapi.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * A finished video whose bytes are still on their way. The call is billed, so make sure to get them: read them
 * once, in one of the three ways, and close the video. Closing without reading gives the rest of it up.
 *
 * <p>For one thread at a time, but {@link #close()} may be called from any.
 */
public final class Video implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Operation operation;
    private final Call call;
    private final VideoMetadata metadata;
    private final ResponseBody body;
    private final ReplayableStream bytes;

    /** The metadata may come from another answer than the bytes: from the one that said where they are. */
    Video(Operation operation, VideoMetadata metadata, Call call, Response response) {
        this.operation = operation;
        this.call = call;
        this.metadata = metadata;
        this.body = response.body();
        this.bytes = new ReplayableStream(body.byteStream(), body.contentLength());
    }

    /**
     * The media type that the service gave.
     *
     * @return such as {@code video/mp4}; empty if it gave none
     */
    public String contentType() {
        MediaType type = body.contentType();
        return type == null ? "" : type.toString();
    }

    /**
     * How many bytes the service announced.
     *
     * @return the number of bytes, or -1 if it did not say
     */
    public long contentLength() {
        return body.contentLength();
    }

    /**
     * What the answer's headers say about the call.
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
     * @throws IOException as there
     * @throws PixverseException as there
     * @throws IllegalStateException as there
     */
    public void saveTo(Path target) throws IOException {
        saveTo(target, null);
    }

    /**
     * Saves the video without holding it in memory. The bytes go to a hidden file beside the target, which takes
     * the target's place, an existing file's included, only when all announced bytes are on the disk.
     *
     * <p>If the disk fails, nothing is lost: save again to another place. What was received stays in the hidden
     * file until then, or until {@link #close()}.
     *
     * @param target the file to write, in a folder that exists
     * @param listener hears of the progress; null for nobody
     * @throws IOException if the folder or the disk fails; the video can still be read
     * @throws CallTimeoutException if no byte came for longer than the time limit
     * @throws ConnectionException if the connection broke or fewer bytes came than announced; nothing is left
     *     behind
     * @throws IllegalStateException if the video was read or closed before
     */
    public void saveTo(Path target, ProgressListener listener) throws IOException {
        new AtomicFileWriter(target).save(this, bytes, listener);
    }

    /**
     * The bytes as they come, without holding them in memory. The stream fails with an IOException if fewer bytes
     * come than announced. Closing it closes the video.
     *
     * @return the stream
     * @throws IllegalStateException if the video was read or closed before
     */
    public InputStream stream() {
        return bytes.take(this);
    }

    /**
     * All bytes, in memory. For videos of unknown size, {@link #saveTo(Path)} or {@link #stream()} is safer.
     *
     * @return the bytes
     * @throws CallTimeoutException if no byte came for longer than the time limit
     * @throws ConnectionException if the connection broke or fewer bytes came than announced
     * @throws IllegalStateException if the video was read or closed before
     */
    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream source = bytes.take(this)) {
            for (int count = source.read(buffer); count != -1; count = source.read(buffer)) {
                all.write(buffer, 0, count);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return all.toByteArray();
    }

    PixverseException failed(IOException e) {
        return IoExceptionMapper.whileReading(operation, metadata.status(), metadata.requestId().orElse(null),
                "the service had finished the video, but its transfer broke off after " + bytes.progress(), e);
    }

    /** Frees the connection, and gives up what was not read. Does nothing the second time. */
    @Override
    public void close() {
        if (!bytes.complete()) {
            call.cancel();
        }
        body.close();
        bytes.close();
    }
}

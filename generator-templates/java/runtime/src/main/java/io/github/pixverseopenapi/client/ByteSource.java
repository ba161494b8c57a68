package io.github.pixverseopenapi.client;

import java.io.InputStream;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/** Where the bytes of a video come from. */
interface ByteSource {
    InputStream stream();

    /** How many bytes there are; -1 if that is not known. */
    long length();

    @Nullable
    MediaType contentType();

    /** Whether all bytes are in memory, so that reading them waits for nothing. */
    default boolean isReceived() {
        return false;
    }

    /** Makes a read on another thread fail. */
    void cancel();

    /** Frees the connection. Not to be called while another thread reads. */
    void close();
}

package io.github.pixverseopenapi.client;

/** Hears how far a video is saved. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * Some more bytes are saved. Called often, on the thread that saves; what it throws ends the saving.
     *
     * @param savedBytes how many bytes are saved by now
     * @param totalBytes how many there will be, or -1 if the service did not say
     */
    void onProgress(long savedBytes, long totalBytes);
}

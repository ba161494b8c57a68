package io.github.pixverseopenapi.client;

/** Receives the progress of saving a video, or of uploading a file. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * More bytes are saved. Called often, on the thread that called {@code saveTo}, and at the end; a slow listener
     * does not slow the saving, but skips values. What it throws is thrown by {@code saveTo}, once the video is saved.
     *
     * @param savedBytes how many bytes are saved by now
     * @param totalBytes how many there will be, or -1 if the service did not say
     */
    void onProgress(long savedBytes, long totalBytes);
}

package io.github.pixverseopenapi.benchmark.client;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** What each client does: one request of the same fields, and its video in one of three ways. */
public interface VideoClient extends AutoCloseable {
    String API_KEY = "benchmark-key";
    String PROMPT = "A paper boat drifts along a rainy street";

    /** Calls the endpoint and returns the bytes of the video. */
    byte[] generate() throws Exception;

    /** Calls the endpoint and writes the video to a file. */
    void save(Path target) throws Exception;

    /** Starts a call of {@link #generate()}. */
    CompletableFuture<?> generateAsync();

    @Override
    void close();
}

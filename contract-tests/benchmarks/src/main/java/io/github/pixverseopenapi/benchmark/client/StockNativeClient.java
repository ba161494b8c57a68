package io.github.pixverseopenapi.benchmark.client;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import stock.jdk.ApiClient;
import stock.jdk.ApiException;
import stock.jdk.api.PixverseApi;
import stock.jdk.model.TextToVideoRequest;

/**
 * The client that OpenAPI Generator makes with its own templates and the library native. It writes each video to a
 * temporary file, which its caller must delete.
 */
final class StockNativeClient implements VideoClient {
    private final PixverseApi api;
    /** Its methods block. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    StockNativeClient(String url) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(url);
        client.setRequestInterceptor(request -> request.header("x-api-key", API_KEY));
        api = new PixverseApi(client);
    }

    private File file() throws ApiException {
        return api.textToVideo(new TextToVideoRequest().prompt(PROMPT));
    }

    @Override
    public byte[] generate() throws ApiException, IOException {
        Path file = file().toPath();
        try {
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void save(Path target) throws ApiException, IOException {
        Files.move(file().toPath(), target, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public CompletableFuture<?> generateAsync() {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                result.complete(generate());
            } catch (ApiException | IOException | RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}

package io.github.pixverseopenapi.benchmark.client;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Our client, as README has it. */
final class PixverseVideoClient implements VideoClient {
    private final PixverseClient client;

    PixverseVideoClient(String url, int concurrency) {
        client = PixverseClient.builder()
                .apiKey(API_KEY)
                .baseUrl(url)
                .maxConcurrency(concurrency)
                .build();
    }

    private static TextToVideoRequest request() {
        return TextToVideoRequest.builder().prompt(PROMPT).build();
    }

    @Override
    public byte[] generate() {
        try (Video video = client.textToVideo(request())) {
            return video.bytes();
        }
    }

    @Override
    public void save(Path target) {
        client.textToVideo(request(), target);
    }

    @Override
    public CompletableFuture<?> generateAsync() {
        return client.textToVideoAsync(request()).thenApply(video -> {
            try (video) {
                return video.bytes();
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }
}

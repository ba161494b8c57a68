package io.github.pixverseopenapi.contract.artifact;

import io.github.pixverseopenapi.client.PixverseBatch;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Uses each part of the client, and nothing but the client. */
public final class NativeImageProgram {
    private NativeImageProgram() {}

    /** @param arguments the base URL, the key and a folder */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[2]);
        Path file = folder.resolve("boat.mp4");
        TextToVideoRequest request = TextToVideoRequest.fromJson(
                TextToVideoRequest.builder().prompt("A paper boat").build().toJson());
        try (PixverseClient client = PixverseClient.builder()
                .baseUrl(arguments[0])
                .apiKey(arguments[1])
                .build()) {
            client.textToVideo(request, file);
            try (Video video = client.textToVideoAsync(request).join()) {
                System.out.println(video.bytes().length + " bytes, " + video.metadata());
            }
            Instant before = Instant.now();
            VideoJob job = client.submit(request);
            try (Video video = job.await()) {
                System.out.println(video.contentLength());
            }
            System.out.println(job.status() + " " + client.lookUp(request, before) + " " + client.credits());
            System.out.println(client.upload(file));
            System.out.println(PixverseBatch.builder(client, folder.resolve("batch"))
                    .build()
                    .run(Map.of("boat", request)));
            TextToVideoRequest invalid = TextToVideoRequest.builder()
                    .additionalProperty("promt", new String[] {"A", "boat"})
                    .build();
            System.out.println(invalid + " " + invalid.violations() + " " + invalid.quality());
        }
        try (PixverseClient client = PixverseClient.builder()
                .baseUrl(arguments[0])
                .apiKey("a-wrong-key")
                .build()) {
            System.out.println(client.credits());
        } catch (PixverseException e) {
            System.out.println(e.getMessage());
        }
    }
}

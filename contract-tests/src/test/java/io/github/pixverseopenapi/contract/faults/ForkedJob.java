package io.github.pixverseopenapi.contract.faults;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that makes one video: the server's URL, the file of the video, and the file that keeps the id of the job. */
public final class ForkedJob {
    static final TextToVideoRequest REQUEST =
            TextToVideoRequest.builder().prompt("A paper boat").build();

    private ForkedJob() {}

    public static void main(String[] arguments) throws Exception {
        try (PixverseClient client = client(arguments[0])) {
            VideoJob job = client.submit(REQUEST);
            Files.writeString(Path.of(arguments[2]), job.id());
            try (Video video = job.await()) {
                video.saveTo(Path.of(arguments[1]));
            }
        }
    }

    static PixverseClient client(String url) {
        return PixverseClient.builder().apiKey("sandbox-key").baseUrl(url).build();
    }
}

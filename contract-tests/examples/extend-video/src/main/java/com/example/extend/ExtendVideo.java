package com.example.extend;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.client.model.JobVideo;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V5ExtendRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Extends a video. Makes one first unless there is one, so a second run pays for the extension only. */
public final class ExtendVideo {
    private ExtendVideo() {}

    /** @param arguments the video to extend, and where to save the extension */
    public static void main(String[] arguments) {
        PixverseClient.Builder options = PixverseClient.builder().apiKey(System.getenv("SEGMIND_API_KEY"));
        Optional.ofNullable(System.getenv("PIXVERSE_BASE_URL")).ifPresent(options::baseUrl);
        try (PixverseClient pixverse = options.build()) {
            run(pixverse, Path.of(arguments[0]), Path.of(arguments[1]));
        }
    }

    static void run(PixverseClient pixverse, Path clip, Path extension) {
        // The service reads the video from a URL: that of its own file, or of an upload.
        String url = Files.exists(clip) ? pixverse.upload(clip) : make(pixverse, clip);
        V5ExtendRequest request = V5ExtendRequest.builder()
                .videoUrl(url)
                .prompt("The train leaves the tunnel")
                .build();
        save(pixverse, request, extension);
    }

    private static String make(PixverseClient pixverse, Path clip) {
        TextToVideoRequest request =
                TextToVideoRequest.builder().prompt("A train enters a tunnel").build();
        VideoJob job = save(pixverse, request, clip);
        return job.result().video().flatMap(JobVideo::url).orElseThrow();
    }

    private static VideoJob save(PixverseClient pixverse, PixverseRequest request, Path file) {
        VideoJob job = pixverse.submit(request);
        // If the program ends before the video is saved: pixverse.job(id) fetches it, which costs nothing.
        System.out.println("Job " + job.id() + " makes " + file);
        try (Video video = job.await()) {
            video.saveTo(file);
        }
        return job;
    }
}

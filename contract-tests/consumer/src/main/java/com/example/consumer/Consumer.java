package com.example.consumer;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.Quality;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.nio.file.Files;
import java.nio.file.Path;

/** Saves one video, as somebody does who has nothing but the published client. */
public final class Consumer {
    private Consumer() {}

    /** @param arguments the base URL, the key and the file */
    public static void main(String[] arguments) throws Exception {
        String classes = Jars.ofThisProgram().classesEachOnce();
        Path file = Path.of(arguments[2]);
        TextToVideoRequest request = TextToVideoRequest.builder()
                .prompt("A paper boat on a rainy street")
                .quality(Quality.P720)
                .build();
        try (PixverseClient pixverse = PixverseClient.builder()
                        .baseUrl(arguments[0])
                        .apiKey(arguments[1])
                        .build();
                Video video = pixverse.textToVideo(request)) {
            video.saveTo(file);
        }
        System.out.printf("Java %s: %d bytes; %s%n", System.getProperty("java.version"), Files.size(file), classes);
    }
}

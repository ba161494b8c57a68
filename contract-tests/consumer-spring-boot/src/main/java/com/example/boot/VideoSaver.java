package com.example.boot;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** Makes videos of texts. */
@Component
class VideoSaver {

    /** Returns the length of the file. */
    long save(PixverseClient pixverse, String prompt, Path file) throws IOException {
        TextToVideoRequest request = TextToVideoRequest.builder().prompt(prompt).build();
        try (Video video = pixverse.textToVideo(request)) {
            video.saveTo(file);
        }
        return Files.size(file);
    }
}

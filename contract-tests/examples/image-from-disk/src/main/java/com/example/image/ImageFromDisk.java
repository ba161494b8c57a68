package com.example.image;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.ImageToVideoRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;

/** Uploads an image of this machine and makes a video of it. Each run is billed for one video. */
public final class ImageFromDisk {
    private ImageFromDisk() {}

    /** @param arguments the image, what it does in the video, and where to save the video */
    public static void main(String[] arguments) throws IOException {
        PixverseClient.Builder options = PixverseClient.builder().apiKey(System.getenv("SEGMIND_API_KEY"));
        Optional.ofNullable(System.getenv("PIXVERSE_BASE_URL")).ifPresent(options::baseUrl);
        try (PixverseClient pixverse = options.build()) {
            run(pixverse, Path.of(arguments[0]), arguments[1], Path.of(arguments[2]));
        }
    }

    static void run(PixverseClient pixverse, Path image, String prompt, Path video) throws IOException {
        requireImage(image);
        System.out.println("Uploads " + image + ": everybody who knows its address can read it.");
        String url = pixverse.upload(image);
        ImageToVideoRequest request =
                ImageToVideoRequest.builder().imageUrl(url).prompt(prompt).build();
        pixverse.imageToVideo(request, video);
    }

    /** The client uploads videos as well. The bytes count: a photo named .jpg may be HEIC, which looks like MP4. */
    private static void requireImage(Path file) throws IOException {
        try (ImageInputStream bytes = ImageIO.createImageInputStream(file.toFile())) {
            if (bytes == null || !ImageIO.getImageReaders(bytes).hasNext()) {
                throw new IllegalArgumentException("image must be PNG, JPEG or GIF, but was " + file);
            }
        }
    }
}

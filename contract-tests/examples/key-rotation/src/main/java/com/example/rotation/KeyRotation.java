package com.example.rotation;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.UnauthorizedException;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads the key before each request: a secret can be replaced while the program runs. */
public final class KeyRotation {
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);

    private KeyRotation() {}

    /** @param arguments the file with the key, the folder to save in, and a prompt for each video */
    public static void main(String[] arguments) throws InterruptedException {
        Path keyFile = Path.of(arguments[0]);
        PixverseClient.Builder options = PixverseClient.builder().apiKey(() -> read(keyFile));
        Optional.ofNullable(System.getenv("PIXVERSE_BASE_URL")).ifPresent(options::baseUrl);
        try (PixverseClient pixverse = options.build()) {
            for (int i = 2; i < arguments.length; i++) {
                TextToVideoRequest request =
                        TextToVideoRequest.builder().prompt(arguments[i]).build();
                save(pixverse, keyFile, request, Path.of(arguments[1], i - 1 + ".mp4"));
            }
        }
    }

    private static void save(PixverseClient pixverse, Path keyFile, TextToVideoRequest request, Path video)
            throws InterruptedException {
        while (!Files.exists(video)) {
            String key = read(keyFile);
            try {
                pixverse.textToVideo(request, video);
            } catch (UnauthorizedException e) {
                System.out.println(e.getMessage() + System.lineSeparator() + "Waits for another key in " + keyFile);
                awaitOtherKey(keyFile, key, e);
            }
        }
    }

    /** A request that was refused with 401 is not billed, so it can be sent again with another key. */
    private static void awaitOtherKey(Path keyFile, String refused, UnauthorizedException e)
            throws InterruptedException {
        Instant deadline = Instant.now().plus(MAX_WAIT);
        while (read(keyFile).equals(refused)) {
            if (Instant.now().isAfter(deadline)) {
                throw e;
            }
            Thread.sleep(1000);
        }
    }

    private static String read(Path keyFile) {
        try {
            return Files.readString(keyFile).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

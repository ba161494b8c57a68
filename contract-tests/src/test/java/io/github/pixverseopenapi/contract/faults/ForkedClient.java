package io.github.pixverseopenapi.contract.faults;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.SaveFailedException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Small programs that use the client: what to do, the server's URL, and a file where one is needed. */
public final class ForkedClient {
    private static final TextToVideoRequest REQUEST =
            TextToVideoRequest.builder().prompt("A paper boat").build();

    private ForkedClient() {}

    public static void main(String[] arguments) throws IOException {
        PixverseClient client = PixverseClient.builder()
                .apiKey("forked-key")
                .baseUrl(arguments[1])
                .build();
        switch (arguments[0]) {
            case "save" -> save(client, Path.of(arguments[2]));
            case "save again and again" -> saveAgainAndAgain(client, Path.of(arguments[2]));
            case "save where it does not fit" -> saveWhereItDoesNotFit(client, Path.of(arguments[2]));
            case "save to a descriptor" -> saveToADescriptor(client, Path.of(arguments[2]));
            case "forget" -> client.textToVideo(REQUEST);
            case "leave" -> {
                CompletableFuture<Video> unused = client.textToVideoAsync(REQUEST);
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println("main ends");
    }

    private static void save(PixverseClient client, Path file) throws IOException {
        try (client;
                Video video = client.textToVideo(REQUEST)) {
            video.saveTo(file);
            System.out.println(Files.size(file) + " bytes saved");
        }
    }

    private static void saveAgainAndAgain(PixverseClient client, Path file) {
        try (client) {
            for (int i = 0; i < 200; i++) {
                client.textToVideo(REQUEST, file);
            }
        }
        System.out.println("all saved");
    }

    /** As a shell does with {@code >}: the file is open already when the program saves to its descriptor. */
    private static void saveToADescriptor(PixverseClient client, Path file) throws IOException {
        try (client;
                OutputStream open = Files.newOutputStream(file);
                Video video = client.textToVideo(REQUEST)) {
            open.flush();
            for (java.io.File descriptor : Path.of("/proc/self/fd").toFile().listFiles()) {
                if (Files.isSymbolicLink(descriptor.toPath())
                        && Files.readSymbolicLink(descriptor.toPath()).equals(file)) {
                    video.saveTo(descriptor.toPath());
                    return;
                }
            }
            throw new IllegalStateException("no descriptor of " + file);
        }
    }

    private static void saveWhereItDoesNotFit(PixverseClient client, Path file) throws IOException {
        try (client) {
            try (Video video = client.textToVideo(REQUEST)) {
                try {
                    video.saveTo(file);
                } catch (SaveFailedException e) {
                    Path kept = e.savedTo().orElseThrow();
                    System.out.println(e.getMessage().replace(kept.toString(), "KEPT"));
                    System.out.println(Files.size(kept) + " bytes kept");
                    kept.toFile().deleteOnExit();
                }
                int bytes = 0;
                try (InputStream rest = video.byteStream()) {
                    for (int next = rest.read(); next != -1; next = rest.read()) {
                        bytes++;
                    }
                }
                System.out.println(bytes + " bytes read after all");
            }
            try (Stream<Path> left = Files.list(file.getParent())) {
                System.out.println(left.count() + " files left");
            }
        }
    }
}

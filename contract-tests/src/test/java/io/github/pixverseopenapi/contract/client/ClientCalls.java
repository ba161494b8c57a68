package io.github.pixverseopenapi.contract.client;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.ImageToVideoRequest;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V5ExtendRequest;
import io.github.pixverseopenapi.client.model.V5VideoRequest;
import io.github.pixverseopenapi.client.model.V6VideoRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** Every way to request a video: each operation, blocking and async, with a valid request. */
public final class ClientCalls {
    private ClientCalls() {}

    /** Blocking or async. */
    public enum Style {
        BLOCKING,
        ASYNC
    }

    /** One way to call an operation. */
    public record Call(Operation operation, Style style) {

        /** Calls and waits; throws failures like the blocking method. */
        public Video on(PixverseClient client) {
            return on(client, null);
        }

        /** The same with a time limit for this call. */
        public Video on(PixverseClient client, Duration timeout) {
            if (style == Style.BLOCKING) {
                return blocking(client, operation, timeout);
            }
            try {
                return async(client, operation, timeout).join();
            } catch (CompletionException e) {
                throw (RuntimeException) e.getCause();
            }
        }

        @Override
        public String toString() {
            return operation.id() + (style == Style.ASYNC ? "Async" : "");
        }
    }

    /** All ten. */
    public static List<Call> all() {
        return Arrays.stream(Operation.values())
                .flatMap(operation -> Stream.of(Style.values()).map(style -> new Call(operation, style)))
                .toList();
    }

    /** A valid request for an operation. */
    public static PixverseRequest request(Operation operation) {
        return switch (operation) {
            case TEXT_TO_VIDEO -> text();
            case IMAGE_TO_VIDEO -> image();
            case GENERATE_V5_VIDEO -> v5();
            case EXTEND_V5_VIDEO -> extend();
            case GENERATE_V6_VIDEO -> v6();
        };
    }

    private static Video blocking(PixverseClient client, Operation operation, Duration timeout) {
        return switch (operation) {
            case TEXT_TO_VIDEO -> timeout == null ? client.textToVideo(text()) : client.textToVideo(text(), timeout);
            case IMAGE_TO_VIDEO ->
                timeout == null ? client.imageToVideo(image()) : client.imageToVideo(image(), timeout);
            case GENERATE_V5_VIDEO ->
                timeout == null ? client.generateV5Video(v5()) : client.generateV5Video(v5(), timeout);
            case EXTEND_V5_VIDEO ->
                timeout == null ? client.extendV5Video(extend()) : client.extendV5Video(extend(), timeout);
            case GENERATE_V6_VIDEO ->
                timeout == null ? client.generateV6Video(v6()) : client.generateV6Video(v6(), timeout);
        };
    }

    /** Calls without waiting. */
    public static CompletableFuture<Video> async(PixverseClient client, Operation operation, Duration timeout) {
        return switch (operation) {
            case TEXT_TO_VIDEO ->
                timeout == null ? client.textToVideoAsync(text()) : client.textToVideoAsync(text(), timeout);
            case IMAGE_TO_VIDEO ->
                timeout == null ? client.imageToVideoAsync(image()) : client.imageToVideoAsync(image(), timeout);
            case GENERATE_V5_VIDEO ->
                timeout == null ? client.generateV5VideoAsync(v5()) : client.generateV5VideoAsync(v5(), timeout);
            case EXTEND_V5_VIDEO ->
                timeout == null ? client.extendV5VideoAsync(extend()) : client.extendV5VideoAsync(extend(), timeout);
            case GENERATE_V6_VIDEO ->
                timeout == null ? client.generateV6VideoAsync(v6()) : client.generateV6VideoAsync(v6(), timeout);
        };
    }

    private static TextToVideoRequest text() {
        return TextToVideoRequest.builder()
                .prompt("A paper boat on a rainy street")
                .build();
    }

    private static ImageToVideoRequest image() {
        return ImageToVideoRequest.builder()
                .prompt("The lamp begins to turn")
                .imageUrl("https://example.com/lighthouse.png")
                .build();
    }

    private static V5VideoRequest v5() {
        return V5VideoRequest.builder().prompt("A potter shapes a vase").build();
    }

    private static V5ExtendRequest extend() {
        return V5ExtendRequest.builder()
                .prompt("The train crosses a bridge")
                .videoUrl("https://example.com/train.mp4")
                .build();
    }

    private static V6VideoRequest v6() {
        return V6VideoRequest.builder().prompt("A kite over a windy beach").build();
    }
}

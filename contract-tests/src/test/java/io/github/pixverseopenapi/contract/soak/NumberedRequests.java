package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.model.ImageToVideoRequest;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V5ExtendRequest;
import io.github.pixverseopenapi.client.model.V5VideoRequest;
import io.github.pixverseopenapi.client.model.V6VideoRequest;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls with a number in the prompt, so that each received request identifies its call. */
final class NumberedRequests {
    private static final String PROMPT = "Soak call ";
    private static final Pattern NUMBER = Pattern.compile("\"" + PROMPT + "(\\d+)\"");
    private static final String IMAGE = "https://example.com/lighthouse.png";
    private static final String VIDEO = "https://example.com/train.mp4";

    private NumberedRequests() {}

    /** The number of the call that a request belongs to; empty if it is none of ours. */
    static OptionalInt number(JournalEntry entry) {
        Matcher prompt = NUMBER.matcher(entry.bodyText());
        return prompt.find() ? OptionalInt.of(Integer.parseInt(prompt.group(1))) : OptionalInt.empty();
    }

    static Video blocking(PixverseClient client, Operation operation, int number, Duration limit) {
        return switch (operation) {
            case TEXT_TO_VIDEO -> client.textToVideo(text(number), limit);
            case IMAGE_TO_VIDEO -> client.imageToVideo(image(number), limit);
            case GENERATE_V5_VIDEO -> client.generateV5Video(v5(number), limit);
            case EXTEND_V5_VIDEO -> client.extendV5Video(extend(number), limit);
            case GENERATE_V6_VIDEO -> client.generateV6Video(v6(number), limit);
        };
    }

    static CompletableFuture<Video> async(PixverseClient client, Operation operation, int number, Duration limit) {
        return switch (operation) {
            case TEXT_TO_VIDEO -> client.textToVideoAsync(text(number), limit);
            case IMAGE_TO_VIDEO -> client.imageToVideoAsync(image(number), limit);
            case GENERATE_V5_VIDEO -> client.generateV5VideoAsync(v5(number), limit);
            case EXTEND_V5_VIDEO -> client.extendV5VideoAsync(extend(number), limit);
            case GENERATE_V6_VIDEO -> client.generateV6VideoAsync(v6(number), limit);
        };
    }

    private static TextToVideoRequest text(int number) {
        return TextToVideoRequest.builder().prompt(PROMPT + number).build();
    }

    private static ImageToVideoRequest image(int number) {
        return ImageToVideoRequest.builder()
                .prompt(PROMPT + number)
                .imageUrl(IMAGE)
                .build();
    }

    private static V5VideoRequest v5(int number) {
        return V5VideoRequest.builder().prompt(PROMPT + number).build();
    }

    private static V5ExtendRequest extend(int number) {
        return V5ExtendRequest.builder().prompt(PROMPT + number).videoUrl(VIDEO).build();
    }

    private static V6VideoRequest v6(int number) {
        return V6VideoRequest.builder().prompt(PROMPT + number).build();
    }
}

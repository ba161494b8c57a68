package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoMetadata;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The result of the client for a response; values that the response lacks are null.
 *
 * @param result {@value #VIDEO}, or the class name of the exception
 * @param status the status code
 * @param billing {@value #BILLED} for a video, else the billing status of the exception
 * @param requestId the request id of the service
 * @param contentType the media type of the video
 * @param cost the reported cost
 * @param remainingCredits the remaining balance
 * @param generationSeconds the generation time
 * @param seed the used seed
 */
public record RecordedOutcome(
        String result,
        int status,
        String billing,
        String requestId,
        String contentType,
        BigDecimal cost,
        BigDecimal remainingCredits,
        BigDecimal generationSeconds,
        Long seed) {

    static final String VIDEO = "Video";
    static final String BILLED = "BILLED";

    /** Consumes a video to its last byte. */
    interface VideoConsumer {
        void accept(Video video) throws IOException;
    }

    /**
     * Executes a call and consumes its video.
     *
     * @throws IOException when a video is incomplete
     * @throws PixverseException when there was no response
     */
    static RecordedOutcome of(Supplier<Video> call, VideoConsumer consumer) throws IOException {
        try (Video video = call.get()) {
            consumer.accept(video);
            return of(video.contentType(), video.metadata());
        } catch (PixverseException failure) {
            if (failure.statusCode() == 0) {
                throw failure;
            }
            return new RecordedOutcome(
                    failure.getClass().getSimpleName(),
                    failure.statusCode(),
                    failure.billing().name(),
                    failure.requestId().orElse(null),
                    null,
                    null,
                    null,
                    null,
                    null);
        }
    }

    /** Returns a copy with the texts of the service redacted. */
    RecordedOutcome redacted(UnaryOperator<String> redact) {
        return new RecordedOutcome(
                result,
                status,
                billing,
                requestId == null ? null : redact.apply(requestId),
                contentType == null ? null : redact.apply(contentType),
                cost,
                remainingCredits,
                generationSeconds,
                seed);
    }

    private static RecordedOutcome of(String contentType, VideoMetadata metadata) {
        return new RecordedOutcome(
                VIDEO,
                metadata.statusCode(),
                BILLED,
                metadata.requestId().orElse(null),
                contentType,
                metadata.cost().orElse(null),
                metadata.remainingCredits().orElse(null),
                metadata.generationSeconds().orElse(null),
                metadata.seed().orElse(null));
    }
}

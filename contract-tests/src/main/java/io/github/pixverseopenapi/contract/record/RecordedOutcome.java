package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoMetadata;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the client made of an answer; what an answer does not tell is null.
 *
 * @param result {@value #VIDEO}, or the name of the exception's class
 * @param status the HTTP status
 * @param billing {@value #BILLED} for a video, else what the exception says of the bill
 * @param requestId the service's name of the call
 * @param contentType the video's media type
 * @param cost what the call cost
 * @param remainingCredits what the account had left
 * @param generationSeconds how long the model worked
 * @param seed the seed that was used
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

    /** Takes a video, to its last byte. */
    interface VideoTaker {
        void take(Video video) throws IOException;
    }

    /**
     * Makes a call and takes its video.
     *
     * @throws IOException when a video breaks off
     * @throws PixverseException when there was no answer
     */
    static RecordedOutcome of(Supplier<Video> call, VideoTaker taker) throws IOException {
        try (Video video = call.get()) {
            taker.take(video);
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

    /** The same with the texts that the service wrote redacted. */
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

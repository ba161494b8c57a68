package io.github.pixverseopenapi.client;

import java.time.Clock;
import okhttp3.Response;

/** What the responses of refused requests say. */
final class FailureReader {
    private final Clock clock;

    FailureReader(Clock clock) {
        this.clock = clock;
    }

    /** @param body as much of it as came */
    Failure failure(Operation operation, Response response, String body, KeyRedactor redactor) {
        return Failure.fromResponse(
                        operation,
                        new VideoMetadata(response, redactor),
                        redactor.redact(body),
                        ErrorBodyParser.reason(body, redactor))
                .retryAfter(RetryAfter.in(response.headers(), clock.instant()));
    }
}

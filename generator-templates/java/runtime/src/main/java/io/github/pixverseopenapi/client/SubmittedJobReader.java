package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.SubmittedJob;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Response;

/** Reads the response to a submitted job. Without an id in it, a job may exist, but nobody knows which. */
final class SubmittedJobReader implements ResponseReader<SubmittedJob> {
    private final ResponseHandler errors;

    SubmittedJobReader(ResponseHandler errors) {
        this.errors = errors;
    }

    @Override
    public SubmittedJob read(Operation operation, Call call, Response response, PaidCall<?> caller) {
        KeyRedactor redactor = caller.redactor();
        VideoMetadata metadata = new VideoMetadata(response, redactor);
        try (Response closed = response) {
            String body = ErrorBodyLimiter.bounded(closed.body()).string();
            if (!response.isSuccessful()) {
                throw errors.refusal(operation, response, body, redactor, null);
            }
            SubmittedJob job = job(body);
            if (JobId.isValid(job.requestId().orElse(null))) {
                return job;
            }
            throw new UnexpectedResponseException(Failure.fromResponse(
                    operation,
                    metadata,
                    redactor.redact(body),
                    "the response must be JSON with the id of a job, but was: "
                            + ErrorBodyParser.reason(body, redactor)));
        } catch (IOException e) {
            throw IoExceptionMapper.truncated(operation, metadata, "the response broke off at its start", e, redactor);
        }
    }

    private static SubmittedJob job(String body) {
        try {
            return SubmittedJob.fromJson(body);
        } catch (IllegalArgumentException notJson) {
            return SubmittedJob.fromJson("{}");
        }
    }
}

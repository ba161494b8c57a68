package io.github.pixverseopenapi.client;

import io.github.pixverseopenapi.client.model.SubmittedJob;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Response;

/** Reads the response to a submitted job. Without an id in it, a job may exist, but its id is unknown. */
final class SubmittedJobReader implements ResponseReader<VideoJob> {
    private final ResponseHandler errors;
    private final JobRunner jobs;

    SubmittedJobReader(ResponseHandler errors, JobRunner jobs) {
        this.errors = errors;
        this.jobs = jobs;
    }

    @Override
    public VideoJob read(Operation operation, Call call, Response response, PaidCall<?> caller) {
        KeyRedactor redactor = caller.redactor();
        VideoMetadata metadata = new VideoMetadata(response, redactor);
        try (Response closed = response) {
            String body = ErrorBodyLimiter.bounded(closed.body()).string();
            if (!response.isSuccessful()) {
                throw errors.refusal(operation, response, body, redactor, null);
            }
            String id = submitted(body).requestId().orElse(null);
            if (JobId.isValid(id)) {
                return jobs.job(id, operation.typicalTime().orElse(null));
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

    private static SubmittedJob submitted(String body) {
        try {
            return SubmittedJob.fromJson(body);
        } catch (IllegalArgumentException notJson) {
            return SubmittedJob.fromJson("{}");
        }
    }
}

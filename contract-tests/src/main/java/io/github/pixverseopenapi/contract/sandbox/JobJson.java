package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/** Status and result of jobs as JSON. */
final class JobJson {

    static final String STATUS = "status";

    private JobJson() {}

    /** The status; a job that has ended has metrics. */
    static JsonObject status(Generation job, Instant now) {
        SandboxJobState state = job.state(now);
        JsonObject body = new JsonObject();
        body.addProperty(SandboxUrls.REQUEST_ID, job.id());
        body.addProperty(STATUS, state.name());
        if (state.isFinal()) {
            job.error().ifPresent(error -> body.addProperty(ApiDocument.ERROR, error));
            body.add("metrics", metrics(job));
        }
        return body;
    }

    /** The result of a completed job. */
    static JsonObject result(Generation job, Instant now, String videoUrl) {
        JsonObject body = status(job, now);
        body.addProperty("output", videoUrl);
        JsonObject video = new JsonObject();
        video.addProperty("url", videoUrl);
        video.addProperty("content_type", Mp4Boxes.MEDIA_TYPE);
        video.addProperty("file_name", SandboxUrls.fileName(job.id(), SandboxUrls.VIDEO));
        video.addProperty("file_size", String.valueOf(job.plan().video().size()));
        body.add("video", video);
        body.addProperty("seed", new BigInteger(job.plan().seed()));
        return body;
    }

    /** A failed job has no cost. */
    private static JsonObject metrics(Generation job) {
        JsonObject metrics = new JsonObject();
        job.remainingCredits().ifPresent(credits -> {
            metrics.addProperty("cost", job.plan().cost());
            metrics.addProperty("remaining_credits", credits);
        });
        metrics.addProperty("inference_time", seconds(job.processingTime()));
        metrics.addProperty("queue_time", seconds(job.queueTime()));
        metrics.addProperty("total_time", seconds(job.totalTime()));
        return metrics;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}

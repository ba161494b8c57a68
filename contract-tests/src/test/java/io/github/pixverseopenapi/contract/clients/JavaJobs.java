package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.client.model.Credits;
import io.github.pixverseopenapi.client.model.JobMetrics;
import io.github.pixverseopenapi.client.model.JobResult;
import io.github.pixverseopenapi.client.model.JobVideo;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.clients.CaseOutcome.Ending;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How the Java client plays the cases of jobs, and of what it reads and uploads free of charge. */
final class JavaJobs {
    private JavaJobs() {}

    static CaseOutcome read(PixverseClient client, PixverseRequest request, ClientCase call) {
        return read(client.submit(request), call);
    }

    static CaseOutcome resume(PixverseClient client, ClientCase call) {
        VideoJob job;
        try {
            job = client.job(call.text("jobId").orElseThrow());
        } catch (IllegalArgumentException e) {
            JsonObject outcome = JavaClient.ending(Ending.NOT_SENT);
            outcome.addProperty("error", "InvalidArgument");
            outcome.addProperty("message", e.getMessage());
            return new CaseOutcome(outcome);
        }
        return read(job, call);
    }

    private static CaseOutcome read(VideoJob job, ClientCase call) {
        List<String> states = Collections.synchronizedList(new ArrayList<>());
        job.onStatus((status, elapsed, typical) -> status.status().ifPresent(state -> {
            if (states.isEmpty() || !states.get(states.size() - 1).equals(state.value())) {
                states.add(state.value());
            }
        }));
        try (Video video = await(job, call)) {
            CaseOutcome outcome = JavaClient.read(video);
            outcome.properties().addProperty("jobId", job.id());
            JsonArray reported = new JsonArray();
            states.forEach(reported::add);
            outcome.properties().add("states", reported);
            return outcome;
        }
    }

    private static Video await(VideoJob job, ClientCase call) {
        return call.number("awaitSeconds")
                .map(seconds -> job.await(Duration.ofMillis((long) (seconds * 1000))))
                .orElseGet(job::await);
    }

    static CaseOutcome save(PixverseClient client, PixverseRequest request, ClientCase call) {
        Path target = Path.of(call.text("target").orElseThrow());
        try (Video video = await(client.submit(request), call)) {
            video.saveTo(target);
            return JavaClient.saved(video.metadata(), target);
        }
    }

    static CaseOutcome result(PixverseClient client, ClientCase call) {
        JobResult result = client.job(call.text("jobId").orElseThrow()).result();
        JsonObject properties = new JsonObject();
        result.video()
                .flatMap(JobVideo::url)
                .or(result::output)
                .ifPresent(address -> properties.addProperty("address", address));
        result.metrics().flatMap(JobMetrics::cost).ifPresent(cost -> properties.addProperty("cost", cost));
        result.metrics()
                .flatMap(JobMetrics::remainingCredits)
                .ifPresent(credits -> properties.addProperty("remainingCredits", credits));
        return done("result", properties);
    }

    static CaseOutcome credits(PixverseClient client) {
        Credits credits = client.credits();
        JsonObject properties = new JsonObject();
        credits.credits().ifPresent(usd -> properties.addProperty("credits", usd));
        credits.freeCredits().ifPresent(usd -> properties.addProperty("freeCredits", usd));
        return done("credits", properties);
    }

    private static CaseOutcome done(String name, JsonObject properties) {
        JsonObject outcome = JavaClient.ending(Ending.DONE);
        outcome.add(name, properties);
        return new CaseOutcome(outcome);
    }

    static CaseOutcome upload(PixverseClient client, ClientCase call) {
        JsonObject outcome = JavaClient.ending(Ending.DONE);
        outcome.addProperty("address", client.upload(Path.of(call.text("file").orElseThrow())));
        return new CaseOutcome(outcome);
    }
}

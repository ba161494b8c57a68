package io.github.pixverseopenapi.contract.generate;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.client.BatchEntry;
import io.github.pixverseopenapi.client.BatchReport;
import io.github.pixverseopenapi.client.BatchState;
import io.github.pixverseopenapi.client.JobCandidate;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.util.StringJoiner;

/** The result of a batch, for people and for programs. */
public final class BatchOutput {
    private BatchOutput() {}

    /** A line for each request without a video, and a summary. */
    public static String text(BatchReport report) {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        report.entries().values().stream()
                .filter(entry -> entry.state() != BatchState.SAVED)
                .forEach(entry -> {
                    lines.add(TextSanitizer.line(entry.toString()));
                    entry.candidates()
                            .forEach(candidate -> lines.add("  candidate: job " + HistoryLine.of(candidate.entry())));
                    if (entry.state() == BatchState.UNCLEAR) {
                        lines.add("  next: " + TextSanitizer.line(advice(entry)));
                    }
                });
        return lines.add(report.entries(BatchState.SAVED).size() + " of "
                        + report.entries().size() + " videos saved, at most $"
                        + report.costUsd().toPlainString())
                .toString();
    }

    private static String advice(BatchEntry entry) {
        String again = "run the same command with --resume, and ";
        return entry.candidates().isEmpty()
                ? again + "if the history still has no job of it, add --resend " + entry.key()
                        + ", which is billed again if it has one"
                : again + "add --assign " + entry.key()
                        + "=JOB_ID with the id of its candidate (of equal requests, each takes one), or --resend "
                        + entry.key() + " if it has none, which is billed again";
    }

    private static JsonObject json(JobCandidate candidate) {
        JsonObject json = new JsonObject();
        json.addProperty("job", candidate.id());
        candidate.status().ifPresent(state -> json.addProperty("state", state.name()));
        candidate.entry().modelCreated().ifPresent(time -> json.addProperty("created", time));
        candidate.costUsd().ifPresent(usd -> json.addProperty("usd", usd));
        candidate.address().ifPresent(url -> json.addProperty("address", url));
        return json;
    }

    /** One JSON object. */
    public static String json(BatchReport report) {
        JsonArray entries = new JsonArray();
        report.entries().values().forEach(entry -> entries.add(json(entry)));
        JsonObject json = new JsonObject();
        json.addProperty("complete", report.isComplete());
        json.addProperty("usd", report.costUsd());
        json.add("entries", entries);
        return new GsonBuilder().setPrettyPrinting().create().toJson(json);
    }

    private static JsonObject json(BatchEntry entry) {
        JsonObject json = new JsonObject();
        json.addProperty("key", entry.key());
        json.addProperty("state", entry.state().name());
        entry.jobId().ifPresent(id -> json.addProperty("job", id));
        if (entry.state() == BatchState.SAVED) {
            json.addProperty("file", entry.target().toString());
        }
        json.addProperty("usd", entry.costUsd());
        entry.reason().ifPresent(reason -> json.addProperty("reason", reason));
        if (!entry.candidates().isEmpty()) {
            JsonArray candidates = new JsonArray();
            entry.candidates().forEach(candidate -> candidates.add(json(candidate)));
            json.add("candidates", candidates);
        }
        return json;
    }
}

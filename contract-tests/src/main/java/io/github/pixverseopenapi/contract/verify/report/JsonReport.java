package io.github.pixverseopenapi.contract.verify.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.verify.CheckOutcome;
import io.github.pixverseopenapi.contract.verify.CheckResult;
import io.github.pixverseopenapi.contract.verify.KnownDrift;
import io.github.pixverseopenapi.contract.verify.Report;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Renders a report as JSON. {@code report.schema.json} beside this class in the jar describes the format. Fields may be
 * added to a format version; anything else increases it.
 */
public final class JsonReport {

    private static final int FORMAT_VERSION = 1;

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private JsonReport() {}

    /** Renders a report. */
    public static String of(Report report) {
        JsonObject json = new JsonObject();
        json.addProperty("formatVersion", FORMAT_VERSION);
        json.addProperty("target", report.target());
        json.addProperty("start", report.start().toString());
        json.addProperty("durationSeconds", seconds(report.duration()));
        json.addProperty("exitCode", report.exitCode());
        json.addProperty("verdict", report.verdict());
        json.addProperty("withKey", report.withKey());
        json.addProperty("budgetUsd", report.budgetUsd().orElse(null));
        json.addProperty("countedUsd", report.countedUsd());
        json.add("counts", counts(report));
        json.add(
                "checks", array(report.results().stream().map(JsonReport::check).toList()));
        JsonObject knownDrift = new JsonObject();
        knownDrift.add("applied", entries(report.knownDrift().applied()));
        knownDrift.add("expired", entries(report.knownDrift().expired()));
        knownDrift.add("unused", entries(report.knownDrift().unused()));
        json.add("knownDrift", knownDrift);
        return GSON.toJson(json) + "\n";
    }

    private static JsonObject counts(Report report) {
        JsonObject counts = new JsonObject();
        for (CheckOutcome outcome : CheckOutcome.values()) {
            counts.addProperty(id(outcome), report.count(outcome));
        }
        return counts;
    }

    private static JsonObject check(CheckResult result) {
        JsonObject check = new JsonObject();
        check.addProperty("name", result.check().name());
        check.addProperty(
                "operation",
                result.check().operation().map(ApiOperation::operationId).orElse(null));
        check.addProperty("kind", result.check().kind().id());
        check.addProperty("outcome", id(result.outcome()));
        check.addProperty("request", result.check().description());
        check.addProperty("expected", result.check().kind().expected());
        check.addProperty("response", result.response());
        JsonArray problems = new JsonArray();
        result.problems().forEach(problems::add);
        check.add("problems", problems);
        check.addProperty("durationSeconds", seconds(result.duration()));
        return check;
    }

    private static JsonArray entries(List<KnownDrift> entries) {
        return array(entries.stream().map(JsonReport::entry).toList());
    }

    private static JsonObject entry(KnownDrift entry) {
        JsonObject json = new JsonObject();
        json.addProperty("check", entry.check());
        json.addProperty("problem", entry.problem());
        json.addProperty("reason", entry.reason());
        json.addProperty("expires", entry.expires().toString());
        return json;
    }

    private static JsonArray array(Collection<JsonObject> items) {
        JsonArray array = new JsonArray();
        items.forEach(array::add);
        return array;
    }

    /** Such as {@code not-checked}. */
    private static String id(CheckOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3);
    }
}

package io.github.pixverseopenapi.contract.sandbox;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.MalformedJsonException;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.Problem;
import io.github.pixverseopenapi.contract.document.StrictJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state and the settings of a sandbox as JSON, below {@link PageHandler#ROOT}. Its page uses them; a script may, too.
 *
 * <table>
 *   <caption>Requests</caption>
 *   <tr><th>Request</th><th>Body</th><th>Effect</th></tr>
 *   <tr><td>{@code GET state}</td><td>none</td><td>returns the API key, settings, queued faults, and the latest jobs and
 *     requests, the newest first</td></tr>
 *   <tr><td>{@code PATCH settings}</td><td>any of {@code credits} (US dollars), {@code latency}, {@code queueTime},
 *     {@code processingTime} and {@code historyDelay} (seconds)</td><td>changes all of them or none</td></tr>
 *   <tr><td>{@code POST faults}</td><td>{@code operationId}, {@code fault}</td><td>breaks the response to the next call,
 *     see {@link Sandbox#loseNextResponse}</td></tr>
 *   <tr><td>{@code POST failures}</td><td>{@code error}</td><td>lets the next job fail, see
 *     {@link Sandbox#failNextJob}</td></tr>
 *   <tr><td>{@code DELETE journal}</td><td>none</td><td>clears the journal</td></tr>
 * </table>
 *
 * <p>A change returns 204. A body that is not valid gets 400, which names the field, the rule and the value. Changes
 * from a page of another origin get 403. Nothing here is in the journal.
 */
final class ControlApi {

    /** The rows of the tables on the page. */
    private static final int MAX_ROWS = 50;

    private static final int MAX_ERROR_LENGTH = 500;
    private static final List<String> FAULTS = Arrays.stream(Fault.values())
            .filter(fault -> fault != Fault.DISCONNECT_AT_START)
            .map(Fault::name)
            .toList();

    private final Sandbox sandbox;
    private final Journal journal;
    private final ResponseChanges changes;
    private final Map<String, Route> routes = Map.of(
            "state", new Route("GET", request -> StubResponse.json(200, state().toString())),
            "settings", new Route("PATCH", this::changeSettings),
            "faults", new Route("POST", this::addFault),
            "failures", new Route("POST", this::addFailure),
            "journal", new Route("DELETE", this::clearJournal));

    ControlApi(Sandbox sandbox, Journal journal, ResponseChanges changes) {
        this.sandbox = sandbox;
        this.journal = journal;
        this.changes = changes;
    }

    Set<String> names() {
        return routes.keySet();
    }

    /**
     * Handles a request.
     *
     * @param name one of {@link #names()}
     */
    StubResponse handle(String name, ParsedRequest request) {
        Route route = routes.get(name);
        if (!route.method().equals(request.method())) {
            return ErrorResponses.wrongMethod(route.method());
        }
        try {
            return route.handler().handle(request);
        } catch (RejectedRequestException e) {
            return e.response();
        } catch (IllegalArgumentException e) {
            return rejected(e.getMessage()).response();
        }
    }

    private JsonObject state() {
        JsonObject state = new JsonObject();
        state.addProperty("apiKey", sandbox.apiKey());
        JsonObject settings = new JsonObject();
        for (SandboxSetting setting : SandboxSetting.values()) {
            settings.addProperty(setting.field(), setting.get(sandbox));
        }
        state.add("settings", settings);
        state.add(
                "operationIds", strings(sandbox.operationIds().stream().sorted().toList()));
        state.add("faults", strings(FAULTS));
        JsonObject queued = new JsonObject();
        changes.queued().forEach(queued::addProperty);
        state.add("queuedFaults", queued);
        state.add("jobs", jobs());
        JsonArray requests = new JsonArray();
        journal.latest(MAX_ROWS).forEach(row -> requests.add(json(row)));
        state.add("journal", requests);
        return state;
    }

    private static JsonArray strings(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private JsonArray jobs() {
        List<SandboxJob> jobs = sandbox.jobs();
        JsonArray array = new JsonArray();
        for (int index = jobs.size() - 1; index >= Math.max(0, jobs.size() - MAX_ROWS); index--) {
            array.add(json(jobs.get(index)));
        }
        return array;
    }

    private static JsonObject json(SandboxJob job) {
        JsonObject json = new JsonObject();
        json.addProperty("id", job.id());
        json.addProperty("operationId", job.operationId());
        json.addProperty("state", job.state().name());
        json.addProperty("cost", job.cost());
        job.error()
                .filter(error -> job.state() == SandboxJobState.FAILED)
                .ifPresent(error -> json.addProperty("error", error));
        if (job.state() == SandboxJobState.COMPLETED) {
            json.addProperty("video", SandboxUrls.FILES + SandboxUrls.fileName(job.id(), SandboxUrls.VIDEO));
        }
        return json;
    }

    /** Without headers, and with any key that a caller has put elsewhere redacted. */
    private JsonObject json(JournalRow row) {
        JournalEntry entry = row.entry();
        JsonObject json = new JsonObject();
        json.addProperty("time", entry.time().toString());
        json.addProperty("request", JournalFormatter.line(entry.method() + " " + entry.path(), sandbox.apiKey()));
        json.addProperty("body", JournalFormatter.body(entry, sandbox.apiKey()));
        entry.operationId().ifPresent(operationId -> json.addProperty("operationId", operationId));
        entry.status().ifPresent(status -> json.addProperty("status", status));
        entry.fault().ifPresent(fault -> json.addProperty("fault", fault.name()));
        row.cost().ifPresent(cost -> json.addProperty("cost", cost));
        json.addProperty("credits", row.credits());
        return json;
    }

    private StubResponse changeSettings(ParsedRequest request) throws RejectedRequestException {
        JsonObject body = body(request);
        List<Problem> problems = new ArrayList<>();
        body.entrySet().forEach(field -> problem(field).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            throw new RejectedRequestException(ErrorResponses.badRequest(problems));
        }
        body.entrySet()
                .forEach(
                        field -> SandboxSetting.of(field.getKey()).orElseThrow().set(sandbox, field.getValue()));
        return StubResponse.empty(204);
    }

    private static Optional<Problem> problem(Map.Entry<String, JsonElement> field) {
        return SandboxSetting.of(field.getKey())
                .map(setting -> setting.problem(field.getValue()))
                .orElseGet(() -> Optional.of(Problem.of(
                        "A setting", "one of " + String.join(", ", SandboxSetting.fields()), field.getKey())));
    }

    private StubResponse addFault(ParsedRequest request) throws RejectedRequestException {
        JsonObject body = body(request, Set.of("operationId", "fault"));
        String fault = SandboxOptions.oneOf("fault", text(body, "fault"), FAULTS);
        sandbox.loseNextResponse(text(body, "operationId"), Fault.valueOf(fault));
        return StubResponse.empty(204);
    }

    private StubResponse addFailure(ParsedRequest request) throws RejectedRequestException {
        String error = text(body(request, Set.of(ApiDocument.ERROR)), ApiDocument.ERROR);
        if (error.isBlank() || error.length() > MAX_ERROR_LENGTH) {
            throw rejected(
                    Message.of("error", "1 to " + MAX_ERROR_LENGTH + " characters", error.length() + " characters"));
        }
        sandbox.failNextJob(error);
        return StubResponse.empty(204);
    }

    private StubResponse clearJournal(ParsedRequest request) {
        sandbox.clearJournal();
        return StubResponse.empty(204);
    }

    private JsonObject body(ParsedRequest request) throws RejectedRequestException {
        CallValidator.requireJson(request.headers());
        try {
            return StrictJson.parseObject(request.body());
        } catch (MalformedJsonException e) {
            throw rejected(e.getMessage());
        }
    }

    private JsonObject body(ParsedRequest request, Set<String> fields) throws RejectedRequestException {
        JsonObject body = body(request);
        for (String field : body.keySet()) {
            SandboxOptions.oneOf("A field", field, fields);
        }
        return body;
    }

    private static String text(JsonObject body, String field) throws RejectedRequestException {
        JsonElement value = body.get(field);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isString()) {
            throw rejected(Message.of(field, "a string", value == null ? "missing" : "another value"));
        }
        return value.getAsString();
    }

    private static RejectedRequestException rejected(String message) {
        return new RejectedRequestException(ErrorResponses.badRequest(List.of(new Problem("", message))));
    }

    private record Route(String method, Handler handler) {}

    private interface Handler {
        StubResponse handle(ParsedRequest request) throws RejectedRequestException;
    }
}

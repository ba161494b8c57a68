package io.github.pixverseopenapi.contract.clients;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call that every client executes: a line of {@code contract-tests/clients/cases.jsonl}.
 *
 * @param line the JSON that a program reads: {@code case}, its name; {@code operation}; {@code request}, the fields by the
 *     document's names; possibly {@code additional}, fields to send on purpose, {@code validate}, {@code timeoutSeconds},
 *     {@code maxRetries}, {@code baseUrl}, and {@code do} with {@code target}, {@code cancelAfterSeconds}, {@code jobId},
 *     {@code awaitSeconds}, {@code requests} or {@code file}; and, for the test alone, {@code capability} and {@link #TEST_ONLY}
 */
record ClientCase(JsonObject line) {
    /**
     * The responses to the calls of the operation, to those of others by operationId, and to concurrent ones by seed; what
     * breaks the next downloads; how long jobs are processed; whether the case is for nightly runs only; and what must come
     * out.
     */
    static final List<String> TEST_ONLY = List.of(
            "responses", "responsesOf", "responsesBySeed", "downloads", "processingSeconds", "nightly", "expected");

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    static ClientCase parse(String line) {
        return new ClientCase(JsonParser.parseString(line).getAsJsonObject());
    }

    static ClientCase of(ApiOperation operation, String what, JsonObject request) {
        JsonObject line = new JsonObject();
        line.addProperty("case", operation.operationId() + " " + what);
        line.addProperty("operation", operation.operationId());
        line.add("request", request);
        return new ClientCase(line);
    }

    /** A copy with an additional property. */
    ClientCase with(String name, JsonElement value) {
        JsonObject copy = line.deepCopy();
        copy.add(name, value);
        return new ClientCase(copy);
    }

    String name() {
        return line.get("case").getAsString();
    }

    String operation() {
        return line.get("operation").getAsString();
    }

    JsonObject request() {
        return line.getAsJsonObject("request");
    }

    /** The capability that the case is about; empty for one that every client must have. */
    Optional<String> capability() {
        return text("capability");
    }

    /** The stub responses in order, by operationId; without any, the sandbox responds. */
    Map<String, List<JsonObject>> responses() {
        Map<String, List<JsonObject>> responses = new LinkedHashMap<>();
        if (line.has("responses")) {
            responses.put(operation(), objects(line.getAsJsonArray("responses")));
        }
        if (line.has("responsesOf")) {
            line.getAsJsonObject("responsesOf")
                    .asMap()
                    .forEach((operation, list) -> responses.put(operation, objects(list.getAsJsonArray())));
        }
        return responses;
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    /** The requests of concurrent calls; empty for a case with one call. */
    List<JsonObject> requests() {
        return line.has("requests") ? objects(line.getAsJsonArray("requests")) : List.of();
    }

    /** The stub responses to concurrent calls, by the seed of the request. */
    Map<String, JsonObject> responsesBySeed() {
        Map<String, JsonObject> responses = new LinkedHashMap<>();
        if (line.has("responsesBySeed")) {
            line.getAsJsonObject("responsesBySeed")
                    .asMap()
                    .forEach((seed, response) -> responses.put(seed, response.getAsJsonObject()));
        }
        return responses;
    }

    /** Whether the case takes minutes. */
    boolean isNightly() {
        return line.has("nightly");
    }

    /** How long the server is silent before its responses. */
    Duration delay() {
        return responses().values().stream()
                .flatMap(List::stream)
                .map(CaseResponses::delay)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What breaks the next downloads of the sandbox's files. */
    List<Fault> downloads() {
        return line.has("downloads")
                ? line.getAsJsonArray("downloads").asList().stream()
                        .map(fault -> Fault.valueOf(fault.getAsString()))
                        .toList()
                : List.of();
    }

    /** What a case of a capability expects; empty for one whose outcome must be that of the Java client. */
    Optional<JsonObject> expected() {
        return Optional.ofNullable(line.getAsJsonObject("expected"));
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(line.get(name)).map(JsonElement::getAsString);
    }

    Optional<Double> number(String name) {
        return Optional.ofNullable(line.get(name)).map(JsonElement::getAsDouble);
    }

    /** One line of JSON. */
    String json() {
        return GSON.toJson(line);
    }

    /** The line that a program reads, without what the test expects. */
    String input(Placeholders placeholders) {
        JsonObject input = line.deepCopy();
        TEST_ONLY.forEach(input::remove);
        return placeholders.in(GSON.toJson(input));
    }

    @Override
    public String toString() {
        return name();
    }
}

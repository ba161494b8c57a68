package io.github.pixverseopenapi.contract.clients;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.List;
import java.util.Optional;

/**
 * A call that every client executes: a line of {@code contract-tests/clients/cases.jsonl}.
 *
 * @param line the JSON that a program reads: {@code case}, its name; {@code operation}; {@code request}, the fields by the
 *     document's names; possibly {@code additional}, fields to send on purpose, {@code validate}, {@code timeoutSeconds},
 *     {@code maxRetries}, {@code baseUrl}, and {@code do} with {@code target} or {@code cancelAfterSeconds}; and, for the
 *     test alone, {@code capability}, {@code responses} and {@code expected}
 */
record ClientCase(JsonObject line) {
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

    /** The stub responses in order; empty for the sandbox's default. */
    List<JsonObject> responses() {
        return line.has("responses")
                ? line.getAsJsonArray("responses").asList().stream()
                        .map(JsonElement::getAsJsonObject)
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
        input.remove("responses");
        input.remove("expected");
        return placeholders.in(GSON.toJson(input));
    }

    @Override
    public String toString() {
        return name();
    }
}

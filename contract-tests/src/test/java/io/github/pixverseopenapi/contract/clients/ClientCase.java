package io.github.pixverseopenapi.contract.clients;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.Optional;

/**
 * A call that every client executes: a line of {@code contract-tests/clients/cases.jsonl}.
 *
 * @param line the JSON that a program reads: {@code case}, its name; {@code operation}; {@code request}, the fields to
 *     set, by the document's names; possibly {@code timeoutSeconds}; and, for the test alone, {@code response}
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

    /** The stub response; empty for the sandbox's default. */
    Optional<JsonObject> response() {
        return Optional.ofNullable(line.getAsJsonObject("response"));
    }

    /** The time limit that the caller sets, if any. */
    Optional<Double> timeoutSeconds() {
        return Optional.ofNullable(line.get("timeoutSeconds")).map(JsonElement::getAsDouble);
    }

    /** One line of JSON. */
    String json() {
        return GSON.toJson(line);
    }

    @Override
    public String toString() {
        return name();
    }
}

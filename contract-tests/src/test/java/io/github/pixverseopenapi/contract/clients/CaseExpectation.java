package io.github.pixverseopenapi.contract.clients;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.fixtures.QuotedKey;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a case of a capability expects. {@code requests}, {@code posts}, {@code connections}, {@code atOnce}, {@code fileRequests},
 * {@code sentFields} and {@code messageHas} are about the exchange; {@code calls} has what must be among the outcomes of concurrent
 * calls; every other property must be printed by the program with this value. The text {@code video} is the
 * length of the sandbox's video. No output may contain the key, in no form.
 */
final class CaseExpectation {
    private static final JsonPrimitive VIDEO = new JsonPrimitive("video");

    private final CaseExchange exchange;
    private final List<String> mismatches = new ArrayList<>();

    private CaseExpectation(CaseExchange exchange) {
        this.exchange = exchange;
    }

    /** What is not as the case expects; empty if all is. */
    static List<String> mismatches(ClientCase call, CaseExchange exchange) {
        CaseExpectation expectation = new CaseExpectation(exchange);
        for (Map.Entry<String, JsonElement> expected :
                call.expected().orElseThrow().entrySet()) {
            expectation.check(expected.getKey(), expected.getValue());
        }
        expectation.checkKey();
        return expectation.mismatches;
    }

    private void check(String name, JsonElement expected) {
        switch (name) {
            case "requests" ->
                compare(name, expected, new JsonPrimitive(exchange.sent().size()));
            case "posts" -> compare(name, expected, new JsonPrimitive(exchange.posts()));
            case "connections" -> compare(name, expected, new JsonPrimitive(exchange.connections()));
            case "atOnce" -> compare(name, expected, new JsonPrimitive(exchange.atOnce()));
            case "calls" -> checkCalls(expected.getAsJsonArray());
            case "fileRequests" ->
                compare(
                        name,
                        expected,
                        new JsonPrimitive(exchange.fileRequests().size()));
            case "sentFields" ->
                expected.getAsJsonObject().entrySet().forEach(field -> checkSent(field.getKey(), field.getValue()));
            case "messageHas" -> expected.getAsJsonArray().forEach(part -> checkMessage(part.getAsString()));
            default -> {
                JsonElement actual = exchange.outcome().properties().get(name);
                compare(name, expected, actual == null ? JsonNull.INSTANCE : actual);
            }
        }
    }

    private void checkCalls(JsonArray expected) {
        JsonElement actual = exchange.outcome().properties().get("calls");
        if (actual == null || actual.getAsJsonArray().size() != expected.size()) {
            mismatches.add("calls: " + actual + ", expected: " + expected.size());
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            checkWithin(
                    "call " + (i + 1), expected.get(i), actual.getAsJsonArray().get(i));
        }
    }

    /** All that is expected of an object, which may have more. */
    private void checkWithin(String name, JsonElement expected, JsonElement actual) {
        if (expected.isJsonObject() && actual.isJsonObject()) {
            expected.getAsJsonObject()
                    .asMap()
                    .forEach((member, value) -> checkWithin(
                            name + " " + member,
                            value,
                            actual.getAsJsonObject().asMap().getOrDefault(member, JsonNull.INSTANCE)));
        } else {
            compare(name, expected, actual);
        }
    }

    private void checkSent(String field, JsonElement expected) {
        String actual = exchange.sent().isEmpty()
                ? null
                : exchange.sent().get(0).aspects().get("field " + field);
        if (!SentRequest.canonical(expected).equals(actual)) {
            mismatches.add("sent field " + field + ": " + actual + ", expected: " + expected);
        }
    }

    private void checkMessage(String part) {
        if (!exchange.outcome().message().contains(part)) {
            mismatches.add("message: \"" + exchange.outcome().message() + "\", expected in it: \"" + part + "\"");
        }
    }

    private void compare(String name, JsonElement expected, JsonElement actual) {
        JsonElement resolved =
                expected.equals(VIDEO) ? new JsonPrimitive(StubResponse.video().body().length) : expected;
        if (!same(resolved, actual)) {
            mismatches.add(name + ": " + actual + ", expected: " + resolved);
        }
    }

    /** Numbers by value; of an object all that is expected, and nothing else. */
    private static boolean same(JsonElement expected, JsonElement actual) {
        if (expected.isJsonPrimitive() && actual.isJsonPrimitive()) {
            return SentRequest.canonical(expected).equals(SentRequest.canonical(actual));
        }
        if (expected.isJsonArray() && actual.isJsonArray()) {
            List<JsonElement> left = expected.getAsJsonArray().asList();
            List<JsonElement> right = actual.getAsJsonArray().asList();
            boolean same = left.size() == right.size();
            for (int i = 0; same && i < left.size(); i++) {
                same = same(left.get(i), right.get(i));
            }
            return same;
        }
        if (expected.isJsonObject() && actual.isJsonObject()) {
            JsonObject left = expected.getAsJsonObject();
            JsonObject right = actual.getAsJsonObject();
            return left.keySet().equals(right.keySet())
                    && left.keySet().stream().allMatch(name -> same(left.get(name), right.get(name)));
        }
        return expected.equals(actual);
    }

    private void checkKey() {
        String output = exchange.outcome().properties().toString().toLowerCase(Locale.ROOT);
        for (QuotedKey form : QuotedKey.values()) {
            if (form.traces(exchange.key()).stream().anyMatch(output::contains)) {
                mismatches.add("the output contains the key (" + form + "): "
                        + exchange.outcome().properties());
                return;
            }
        }
        exchange.fileRequests().stream()
                .filter(request -> request.contains(exchange.key()))
                .forEach(request -> mismatches.add("the key was sent to the server of files: " + request));
    }
}

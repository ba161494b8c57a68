package io.github.pixverseopenapi.contract.broker;

import au.com.dius.pact.core.pactbroker.InvalidHalResponse;
import au.com.dius.pact.core.pactbroker.NotFoundHalResponse;
import au.com.dius.pact.core.pactbroker.RequestFailedException;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns what Pact's library throws into one line. */
final class BrokerFailure {
    private static final int MAX_LENGTH = 500;

    private BrokerFailure() {}

    static BrokerException of(Exception failure, BrokerSettings settings) {
        String line = TextSanitizer.line(settings.root() + " " + problem(failure, settings));
        String redacted = settings.credentials()
                .map(credentials -> credentials.redact(line))
                .orElse(line);
        return new BrokerException(TextSanitizer.abbreviate(redacted, MAX_LENGTH));
    }

    private static String problem(Exception failure, BrokerSettings settings) {
        if (failure instanceof BrokerException) {
            return failure.getMessage();
        }
        if (failure instanceof RequestFailedException response) {
            return "responded with status " + response.getStatus() + advice(response.getStatus(), settings)
                    + reason(response.getBody());
        }
        if (failure instanceof NotFoundHalResponse) {
            return "responded with status 404" + advice(404, settings);
        }
        if (failure instanceof InvalidHalResponse) {
            return "is no Pact Broker: " + failure.getMessage();
        }
        if (failure instanceof IOException) {
            return "could not be reached: " + failure.getMessage();
        }
        return "sent a response that is not one of a Pact Broker"
                + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
    }

    private static String advice(int status, BrokerSettings settings) {
        return switch (status) {
            case 401 ->
                (settings.credentials().isPresent() ? ": check " : ": set ") + BrokerCredentials.TOKEN + ", or "
                        + BrokerCredentials.USERNAME + " and " + BrokerCredentials.PASSWORD;
            case 403 -> ": the credentials do not permit to publish";
            case 404 -> ": " + BrokerSettings.URL + " must be the root of a Pact Broker";
            case 409 ->
                ": version " + settings.consumerVersion()
                        + " is published with another content; commit the change, or set another "
                        + BrokerSettings.CONSUMER_VERSION;
            default -> status / 100 == 3 ? ": " + BrokerSettings.URL + " must be its URL without redirects" : "";
        };
    }

    /** The errors that the broker names, in any of its documented forms. */
    private static String reason(String body) {
        if (body == null) {
            return "";
        }
        try {
            JsonElement json = JsonParser.parseString(body);
            String texts = json.isJsonObject() ? texts(json.getAsJsonObject()) : "";
            return texts.isEmpty() ? "" : " (" + texts + ")";
        } catch (JsonParseException e) {
            // A page of a proxy.
            return "";
        }
    }

    private static String texts(JsonObject body) {
        return Stream.of("errors", "error", "message")
                .filter(body::has)
                .flatMap(name -> strings(body.get(name)))
                .collect(Collectors.joining("; "));
    }

    private static Stream<String> strings(JsonElement element) {
        if (element.isJsonArray()) {
            return element.getAsJsonArray().asList().stream().flatMap(BrokerFailure::strings);
        }
        if (element.isJsonObject()) {
            return element.getAsJsonObject().asMap().values().stream().flatMap(BrokerFailure::strings);
        }
        return element.isJsonPrimitive() ? Stream.of(element.getAsString()) : Stream.empty();
    }
}

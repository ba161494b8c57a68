package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import java.util.Optional;
import java.util.function.Predicate;

/** The response body that a check expects, in addition to the document. */
enum ExpectedBody {
    ANY("") {
        @Override
        Optional<String> problem(ProbeResponse response) {
            return Optional.empty();
        }
    },
    ERROR(ApiDocument.JSON + " with a text \"" + ApiDocument.ERROR + "\"") {
        @Override
        Optional<String> problem(ProbeResponse response) {
            return jsonProblem(
                    response, json -> fieldProblem(json, ApiDocument.ERROR, "a text", JsonPrimitive::isString));
        }
    },
    CREDITS(ApiDocument.JSON + " with the numbers \"" + ServiceFacts.CREDITS + "\" and \"" + ServiceFacts.FREE_CREDITS
            + "\"") {
        @Override
        Optional<String> problem(ProbeResponse response) {
            return jsonProblem(
                    response,
                    json -> fieldProblem(json, ServiceFacts.CREDITS, "a number", JsonPrimitive::isNumber)
                            .or(() -> fieldProblem(
                                    json, ServiceFacts.FREE_CREDITS, "a number", JsonPrimitive::isNumber)));
        }
    },
    VIDEO(Mp4Boxes.MEDIA_TYPE) {
        @Override
        Optional<String> problem(ProbeResponse response) {
            return mediaTypeProblem(response, Mp4Boxes.MEDIA_TYPE);
        }
    };

    private final String description;

    ExpectedBody(String description) {
        this.description = description;
    }

    /** The description; follows the status in messages. */
    String description() {
        return description;
    }

    /** The first problem, if any. */
    abstract Optional<String> problem(ProbeResponse response);

    private static Optional<String> mediaTypeProblem(ProbeResponse response, String expected) {
        return response.mediaType().equals(expected)
                ? Optional.empty()
                : Optional.of(Message.of(
                        "Content-Type", expected, response.mediaType().isEmpty() ? "missing" : response.mediaType()));
    }

    private static Optional<String> jsonProblem(ProbeResponse response, Rule rule) {
        return mediaTypeProblem(response, ApiDocument.JSON)
                .or(() -> response.json()
                        .map(rule::problem)
                        .orElseGet(() -> Optional.of(Message.of("body", "a JSON object", "another value"))));
    }

    private static Optional<String> fieldProblem(
            JsonObject json, String name, String kind, Predicate<JsonPrimitive> isKind) {
        JsonElement value = json.get(name);
        if (value == null) {
            return Optional.of(Message.of(name, kind, "missing") + "; the body has "
                    + (json.isEmpty() ? "no fields" : String.join(", ", json.keySet())));
        }
        return value instanceof JsonPrimitive primitive && isKind.test(primitive)
                ? Optional.empty()
                : Optional.of(Message.of(name, kind, value));
    }

    private interface Rule {
        Optional<String> problem(JsonObject json);
    }
}

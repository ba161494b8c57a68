package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import java.util.Optional;
import java.util.function.Predicate;

/** What a check expects of an answer's body, beyond what the document says of it. */
enum ExpectedBody {
    ANY("") {
        @Override
        Optional<String> problem(ProbeResponse reply) {
            return Optional.empty();
        }
    },
    ERROR(ApiDocument.JSON + " with a text \"error\"") {
        @Override
        Optional<String> problem(ProbeResponse reply) {
            return inJson(reply, json -> missing(json, "error", "a text", JsonPrimitive::isString));
        }
    },
    CREDITS(ApiDocument.JSON + " with the numbers \"credits\" and \"free-credits\"") {
        @Override
        Optional<String> problem(ProbeResponse reply) {
            return inJson(
                    reply,
                    json -> missing(json, "credits", "a number", JsonPrimitive::isNumber)
                            .or(() -> missing(json, "free-credits", "a number", JsonPrimitive::isNumber)));
        }
    },
    VIDEO("video/mp4") {
        @Override
        Optional<String> problem(ProbeResponse reply) {
            return mediaTypeProblem(reply, "video/mp4");
        }
    };

    private final String words;

    ExpectedBody(String words) {
        this.words = words;
    }

    /** To be read after the status. */
    String words() {
        return words;
    }

    /** The first thing that is wrong, if any. */
    abstract Optional<String> problem(ProbeResponse reply);

    private static Optional<String> mediaTypeProblem(ProbeResponse reply, String expected) {
        return reply.mediaType().equals(expected)
                ? Optional.empty()
                : Optional.of("Content-Type: must be " + expected + " but is "
                        + (reply.mediaType().isEmpty() ? "missing" : reply.mediaType()));
    }

    private static Optional<String> inJson(ProbeResponse reply, Rule rule) {
        return mediaTypeProblem(reply, ApiDocument.JSON)
                .or(() -> reply.json()
                        .map(rule::problem)
                        .orElseGet(() -> Optional.of("body: must be a JSON object but is something else")));
    }

    private static Optional<String> missing(
            JsonObject json, String name, String kind, Predicate<JsonPrimitive> isKind) {
        JsonElement value = json.get(name);
        if (value == null) {
            return Optional.of(name + ": must be " + kind + " but is missing; the body has "
                    + (json.isEmpty() ? "no fields" : String.join(", ", json.keySet())));
        }
        return value instanceof JsonPrimitive primitive && isKind.test(primitive)
                ? Optional.empty()
                : Optional.of(name + ": must be " + kind + " but is " + value);
    }

    private interface Rule {
        Optional<String> problem(JsonObject json);
    }
}

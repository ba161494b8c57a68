package io.github.pixverseopenapi.contract.clients;

import static java.util.stream.Collectors.toCollection;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What matters of a request that the sandbox received, by name, so that two can be compared: method, path, media types,
 * key, connection, and each field of the body. Equal are texts that are written differently, and 7 and 7.0.
 *
 * @param userAgent which client sent it; no two clients have the same
 */
record SentRequest(String userAgent, Map<String, String> aspects) {
    static SentRequest of(JournalEntry entry) {
        Map<String, String> aspects = new TreeMap<>();
        aspects.put("method", entry.method());
        aspects.put("path", entry.path());
        aspects.put("key", entry.keyAccepted() ? "right" : "missing or wrong");
        aspects.put("connection", entry.freshConnection() ? "fresh" : "used before");
        aspects.put("Content-Type", mediaType(entry.header("Content-Type").orElse("none")));
        aspects.put("Accept", mediaTypes(entry.header("Accept").orElse("none")));
        aspects.put("body", "an object");
        JsonElement body = JsonParser.parseString(entry.bodyText());
        if (body.isJsonObject()) {
            body.getAsJsonObject()
                    .entrySet()
                    .forEach(field -> aspects.put("field " + field.getKey(), canonical(field.getValue())));
        } else {
            aspects.put("body", entry.bodyText());
        }
        return new SentRequest(entry.header("User-Agent").orElse("none"), aspects);
    }

    private static String mediaType(String header) {
        return header.split(";")[0].strip().toLowerCase(Locale.ROOT);
    }

    private static String mediaTypes(String header) {
        return Stream.of(header.split(","))
                .map(SentRequest::mediaType)
                .collect(toCollection(TreeSet::new))
                .toString();
    }

    static String canonical(JsonElement value) {
        if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
            return value.getAsBigDecimal().stripTrailingZeros().toPlainString();
        }
        JsonObject wrapped = new JsonObject();
        wrapped.add("is", value);
        return wrapped.toString();
    }
}

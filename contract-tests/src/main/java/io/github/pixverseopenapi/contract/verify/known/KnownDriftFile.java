package io.github.pixverseopenapi.contract.verify.known;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.MalformedJsonException;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.StrictJson;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import io.github.pixverseopenapi.contract.verify.KnownDrift;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A file such as {@code {"knownDrift": [{"check": "textToVideo no-key", "problem": "status must be 401, but was 403",
 * "reason": "reported to the service", "expires": "2027-01-31"}]}}.
 */
public final class KnownDriftFile {

    private static final String ENTRIES = "knownDrift";
    private static final String CHECK = "check";
    private static final String PROBLEM = "problem";
    private static final String REASON = "reason";
    private static final String EXPIRES = "expires";
    private static final Set<String> FIELDS = Set.of(CHECK, PROBLEM, REASON, EXPIRES);
    private static final int MAX_SHOWN = 100;

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private KnownDriftFile() {}

    /**
     * Reads the entries of a file.
     *
     * @param checks the names of all checks
     * @throws IllegalArgumentException when the file cannot be read or is invalid; the message names the entry, the
     *     field, its value and what is allowed
     */
    public static List<KnownDrift> read(Path file, Collection<String> checks) {
        JsonElement entries = root(file).get(ENTRIES);
        if (!(entries instanceof JsonArray array)) {
            throw new IllegalArgumentException(Message.of(ENTRIES, "a list of entries", shown(entries)));
        }
        List<KnownDrift> result = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String subject = "entry " + (i + 1);
            KnownDrift entry = entry(subject, array.get(i), checks);
            if (result.stream().anyMatch(earlier -> earlier.subject().equals(entry.subject()))) {
                throw new IllegalArgumentException(Message.of(
                        subject + ": " + CHECK + " and " + PROBLEM,
                        "listed once",
                        shown(new JsonPrimitive(entry.subject()))));
            }
            result.add(entry);
        }
        return result;
    }

    private static JsonObject root(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    Message.mustBe("a readable file", e.getClass().getSimpleName()), e);
        }
        try {
            return StrictJson.parseObject(bytes);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(e.getMessage().replaceFirst("^the body ", ""), e);
        }
    }

    private static KnownDrift entry(String subject, JsonElement value, Collection<String> checks) {
        if (!(value instanceof JsonObject json) || !FIELDS.equals(json.keySet())) {
            throw new IllegalArgumentException(Message.of(
                    subject,
                    "an object with the texts " + CHECK + ", " + PROBLEM + ", " + REASON + " and " + EXPIRES
                            + ", and nothing else",
                    shown(value)));
        }
        String check = text(subject, json, CHECK, "the name of a check in a report");
        if (!checks.contains(check)) {
            throw new IllegalArgumentException(
                    Message.of(subject + ": " + CHECK, "one of " + String.join(", ", checks), shown(json.get(CHECK))));
        }
        return new KnownDrift(
                check,
                text(subject, json, PROBLEM, "the text of a problem in a report"),
                text(subject, json, REASON, "a text that says why the drift is accepted"),
                date(subject, json));
    }

    private static String text(String subject, JsonObject json, String field, String rule) {
        JsonElement value = json.get(field);
        if (value instanceof JsonPrimitive primitive
                && primitive.isString()
                && !TextSanitizer.line(primitive.getAsString()).isEmpty()) {
            return TextSanitizer.line(primitive.getAsString());
        }
        throw new IllegalArgumentException(Message.of(subject + ": " + field, rule, shown(value)));
    }

    private static LocalDate date(String subject, JsonObject json) {
        String rule = "a date such as 2027-01-31";
        try {
            return LocalDate.parse(text(subject, json, EXPIRES, rule));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(Message.of(subject + ": " + EXPIRES, rule, shown(json.get(EXPIRES))), e);
        }
    }

    private static String shown(JsonElement value) {
        return value == null ? "missing" : TextSanitizer.abbreviate(TextSanitizer.line(value.toString()), MAX_SHOWN);
    }

    /** Writes entries, which replace those of the file. */
    public static void write(Path file, List<KnownDrift> entries) {
        JsonArray array = new JsonArray();
        entries.forEach(entry -> {
            JsonObject json = new JsonObject();
            json.addProperty(CHECK, entry.check());
            json.addProperty(PROBLEM, entry.problem());
            json.addProperty(REASON, entry.reason());
            json.addProperty(EXPIRES, entry.expires().toString());
            array.add(json);
        });
        JsonObject root = new JsonObject();
        root.add(ENTRIES, array);
        try {
            Files.writeString(file, GSON.toJson(root) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The known drift cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }
}

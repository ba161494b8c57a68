package io.github.pixverseopenapi.contract.generate;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads a file of requests, so that every problem is found before anything is sent. */
public final class RequestFile {
    private static final String LINE =
            "a JSON object with the text \"key\", the operation's id \"operation\" and the object \"request\", and nothing else";

    private static final int PROPERTIES = 3;
    private static final int MAX_PROBLEMS = 10;

    private RequestFile() {}

    /**
     * Reads a file with lines such as {@code {"key":"boat","operation":"textToVideo","request":{"prompt":"A boat"}}}.
     * Required fields that have a default may be omitted. Empty lines are ignored.
     *
     * @return the requests by their keys, in the order of the lines
     * @throws IllegalArgumentException when the file cannot be read, or a line is invalid; the message names all lines
     *     that break rules of the document
     */
    public static Map<String, PixverseRequest> read(Path file) {
        List<String> lines = lines(file);
        Map<String, PixverseRequest> requests = new LinkedHashMap<>();
        Map<String, Integer> numbers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<String> problems = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (line.isBlank()) {
                continue;
            }
            String subject = "line " + number + " of " + file;
            JsonObject json = object(subject, line);
            String key = json.get("key").getAsString();
            PixverseRequest request = request(subject, json);
            Integer earlier = numbers.putIfAbsent(key, number);
            if (earlier != null) {
                throw repeated(subject, key, earlier, requests.keySet());
            }
            requests.put(key, request);
            request.violations().forEach(violation -> problems.add(subject + ": " + violation.message()));
        }
        if (!problems.isEmpty()) {
            int more = problems.size() - MAX_PROBLEMS;
            throw new IllegalArgumentException(
                    problems.stream().limit(MAX_PROBLEMS).collect(Collectors.joining("; "))
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
        if (requests.isEmpty()) {
            throw new IllegalArgumentException(Message.of(file.toString(), "a file with a request a line", "empty"));
        }
        return requests;
    }

    /** Also keys that differ in case only would share a file where the file system ignores case. */
    private static IllegalArgumentException repeated(String subject, String key, int earlier, Set<String> keys) {
        if (keys.contains(key)) {
            return new IllegalArgumentException(
                    Message.of("key of " + subject, "used once", "\"" + key + "\", as in line " + earlier));
        }
        String other = keys.stream().filter(key::equalsIgnoreCase).findFirst().orElseThrow();
        return new IllegalArgumentException("key of " + subject + " must differ from \"" + other + "\" of line "
                + earlier + " in more than case, because some file systems ignore case, but was \"" + key + "\"");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(Message.of(file.toString(), "a text file in UTF-8", "other bytes"), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    Message.of(file.toString(), "a readable file", e.getClass().getSimpleName()), e);
        }
    }

    private static JsonObject object(String subject, String line) {
        try {
            JsonElement json = JsonParser.parseString(line);
            if (json.isJsonObject()
                    && json.getAsJsonObject().size() == PROPERTIES
                    && isText(json.getAsJsonObject().get("key"))
                    && isText(json.getAsJsonObject().get("operation"))
                    && json.getAsJsonObject().get("request") instanceof JsonObject) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException notJson) {
            // Rejected below.
        }
        throw new IllegalArgumentException(Message.of(subject, LINE, TextSanitizer.abbreviate(line, 100)));
    }

    private static boolean isText(JsonElement value) {
        return value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isString();
    }

    private static PixverseRequest request(String subject, JsonObject line) {
        try {
            Operation operation =
                    OperationInvoker.operation(line.get("operation").getAsString());
            return PromptRequest.withDefaults(operation, line.getAsJsonObject("request"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(subject + ": " + e.getMessage(), e);
        }
    }
}

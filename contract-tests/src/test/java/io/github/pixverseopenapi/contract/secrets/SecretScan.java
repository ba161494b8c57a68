package io.github.pixverseopenapi.contract.secrets;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds text in the format of a key. */
final class SecretScan {

    private static final String NOT_WITHIN_A_WORD = "(?<![A-Za-z0-9])";

    /** The prefix of the service's keys. */
    private static final Pattern OWN = Pattern.compile("(?i)" + NOT_WITHIN_A_WORD + "SG_[0-9a-f]{6,}");

    private static final List<Pattern> SHAPES = List.of(
            OWN,
            Pattern.compile("(?i)" + NOT_WITHIN_A_WORD + "[0-9a-f]{32,}"),
            // Base64 of random bytes; a long name in plain words lacks the digit or the capital.
            Pattern.compile(NOT_WITHIN_A_WORD
                    + "(?=[A-Za-z0-9+/_-]{0,200}[0-9])(?=[A-Za-z0-9+/_-]{0,200}[A-Z])(?=[A-Za-z0-9+/_-]{0,200}[a-z])"
                    + "[A-Za-z0-9+/_-]{32,}"));

    /** What a recording calls a hash. */
    private static final String HASH_NAME = "sha256";

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** The service's names for calls, which are as random as keys but open nothing. */
    private static final Set<String> CALL_NAMES = Set.of("x-request-id", "requestId");

    private SecretScan() {}

    /** Scans a JSON or JSON Lines file. */
    static List<String> of(Path file) throws IOException {
        if (!file.toString().endsWith(".jsonl")) {
            return ofJson(Files.readString(file));
        }
        List<String> found = new ArrayList<>();
        Files.readAllLines(file).forEach(line -> found.addAll(ofJson(line)));
        return found;
    }

    /** Where something was found, but not what: reports are read by many. */
    static List<String> ofJson(String json) {
        List<String> found = new ArrayList<>();
        scan("$", JsonParser.parseString(json), SHAPES, found);
        return found;
    }

    private static void scan(String place, JsonElement element, List<Pattern> shapes, List<String> found) {
        if (element instanceof JsonObject object) {
            object.entrySet().forEach(entry -> {
                scan(place + " (a name)", new JsonPrimitive(entry.getKey()), shapes, found);
                if (!isHash(entry)) {
                    List<Pattern> inside = CALL_NAMES.contains(entry.getKey()) ? List.of(OWN) : shapes;
                    scan(place + "." + entry.getKey(), readable(object, entry), inside, found);
                }
            });
        } else if (element.isJsonArray()) {
            for (int i = 0; i < element.getAsJsonArray().size(); i++) {
                scan(place + "[" + i + "]", element.getAsJsonArray().get(i), shapes, found);
            }
        } else if (!element.isJsonNull()
                && shapes.stream()
                        .anyMatch(shape -> shape.matcher(element.getAsString()).find())) {
            found.add(place);
        }
    }

    private static boolean isHash(Map.Entry<String, JsonElement> field) {
        return field.getKey().equals(HASH_NAME)
                && field.getValue().isJsonPrimitive()
                && HASH.matcher(field.getValue().getAsString()).matches();
    }

    /** Pacts and recordings contain videos as Base64, which could hide any secret; so the decoded bytes are scanned. */
    private static JsonElement readable(JsonObject body, Map.Entry<String, JsonElement> field) {
        JsonElement encoded = body.get("encoded");
        boolean isPactBody = field.getKey().equals("content")
                && encoded != null
                && encoded.getAsString().equals("base64");
        if (!isPactBody && !field.getKey().equals("base64")) {
            return field.getValue();
        }
        byte[] bytes = Base64.getDecoder().decode(field.getValue().getAsString());
        return new JsonPrimitive(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}

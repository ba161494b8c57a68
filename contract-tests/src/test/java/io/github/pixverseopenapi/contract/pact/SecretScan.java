package io.github.pixverseopenapi.contract.pact;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Looks for text that has the shape of a key. */
final class SecretScan {

    private static final String NOT_WITHIN_A_WORD = "(?<![A-Za-z0-9])";

    private static final List<Pattern> SHAPES = List.of(
            // How the service's own keys begin.
            Pattern.compile("(?i)" + NOT_WITHIN_A_WORD + "SG_[0-9a-f]{6,}"),
            Pattern.compile("(?i)" + NOT_WITHIN_A_WORD + "[0-9a-f]{32,}"),
            // Base64 of random bytes; a long name in plain words lacks the digit or the capital.
            Pattern.compile(NOT_WITHIN_A_WORD
                    + "(?=[A-Za-z0-9+/_-]{0,200}[0-9])(?=[A-Za-z0-9+/_-]{0,200}[A-Z])(?=[A-Za-z0-9+/_-]{0,200}[a-z])"
                    + "[A-Za-z0-9+/_-]{32,}"));

    private SecretScan() {}

    /** Where something was found, but not what: reports are read by many. */
    static List<String> ofJson(String json) {
        List<String> found = new ArrayList<>();
        scan("$", JsonParser.parseString(json), found);
        return found;
    }

    private static void scan(String place, JsonElement element, List<String> found) {
        if (element instanceof JsonObject object) {
            object.entrySet().forEach(entry -> {
                scan(place + " (a name)", new JsonPrimitive(entry.getKey()), found);
                scan(place + "." + entry.getKey(), readable(object, entry), found);
            });
        } else if (element.isJsonArray()) {
            for (int i = 0; i < element.getAsJsonArray().size(); i++) {
                scan(place + "[" + i + "]", element.getAsJsonArray().get(i), found);
            }
        } else if (!element.isJsonNull()
                && SHAPES.stream().anyMatch(shape -> shape.matcher(element.getAsString()).find())) {
            found.add(place);
        }
    }

    /** A video stands in a pact as Base64, in which any secret could hide; so the bytes themselves are looked at. */
    private static JsonElement readable(JsonObject body, Map.Entry<String, JsonElement> field) {
        JsonElement encoded = body.get("encoded");
        if (!field.getKey().equals("content") || encoded == null || !encoded.getAsString().equals("base64")) {
            return field.getValue();
        }
        byte[] bytes = Base64.getDecoder().decode(field.getValue().getAsString());
        return new JsonPrimitive(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}

package io.github.pixverseopenapi.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads in the body of a non-video response why the call failed, or where the video is. */
final class ErrorBodyParser {
    private static final int MAX_LENGTH = 500;
    private static final String[] HIDDEN_ELEMENTS = {"script", "style", "head"};

    private ErrorBodyParser() {}

    /** The reason on one line of bounded length, redacted before it is cut. */
    static String reason(String body, KeyRedactor redactor) {
        String text = redactor.redactLine(text(body));
        if (text.isEmpty()) {
            return "(the response has no text)";
        }
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }

    private static String text(String body) {
        JsonObject json = object(body);
        if (json == null) {
            return body.contains("<") ? withoutTags(body) : body;
        }
        String error = string(json, "error");
        String description = string(json, "error_description");
        if (error == null) {
            return description == null ? body : description;
        }
        return description == null ? error : error + ": " + description;
    }

    /** The address of the video in a JSON body; null if there is none. */
    static @Nullable String videoAddress(String body) {
        JsonObject json = object(body);
        if (json == null) {
            return null;
        }
        JsonElement video = json.get("video");
        return video != null && video.isJsonObject() ? string(video.getAsJsonObject(), "url") : string(json, "output");
    }

    private static @Nullable JsonObject object(String body) {
        try {
            JsonElement json = JsonParser.parseString(body);
            return json.isJsonObject() ? json.getAsJsonObject() : null;
        } catch (JsonParseException | NumberFormatException | StackOverflowError notJson) {
            return null;
        }
    }

    private static @Nullable String string(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
    }

    /** Linear in the length of the text: a regular expression takes seconds for 64 KiB of {@code <}. */
    private static String withoutTags(String html) {
        String lower = html.toLowerCase(Locale.ROOT);
        // A few characters change their length, and then positions would not fit.
        String[] hidden = lower.length() == html.length() ? HIDDEN_ELEMENTS : new String[0];
        Set<String> unclosed = new HashSet<>();
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (true) {
            int open = html.indexOf('<', at);
            int close = open == -1 ? -1 : html.indexOf('>', open);
            if (close == -1) {
                return text.append(html, at, html.length()).toString();
            }
            text.append(html, at, open).append(' ');
            at = close + 1;
            for (String element : hidden) {
                if (isTag(lower, open, element) && !unclosed.contains(element)) {
                    int end = lower.indexOf("</" + element, at);
                    int endClose = end == -1 ? -1 : lower.indexOf('>', end);
                    if (endClose == -1) {
                        unclosed.add(element);
                    } else {
                        at = endClose + 1;
                    }
                }
            }
        }
    }

    private static boolean isTag(String lower, int open, String element) {
        int afterName = open + 1 + element.length();
        return lower.startsWith(element, open + 1) && !Character.isLetterOrDigit(lower.charAt(afterName));
    }
}

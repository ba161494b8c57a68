package io.github.pixverseopenapi.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import okhttp3.HttpUrl;

/** Finds in the text of an answer what a person or the client can use: why it failed, or where the video is. */
final class ErrorBodyParser {
    private static final int LONGEST = 500;

    private ErrorBodyParser() {}

    static String reason(String body) {
        String words = words(body).replaceAll("\\p{Cntrl}|\\s+", " ").replaceAll(" +", " ").trim();
        if (words.isEmpty()) {
            return "(the answer has no text)";
        }
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
    }

    private static String words(String body) {
        JsonObject json = object(body);
        if (json == null) {
            return body.contains("<") ? withoutTags(body) : body;
        }
        String error = text(json, "error");
        String more = text(json, "error_description");
        if (error == null && more == null) {
            return body;
        }
        return error == null ? more : more == null ? error : error + ": " + more;
    }

    /** The address of the video in a JSON answer; null if there is none that may be followed. */
    static HttpUrl link(String body) {
        JsonObject json = object(body);
        if (json == null) {
            return null;
        }
        JsonElement video = json.get("video");
        String address = video != null && video.isJsonObject()
                ? text(video.getAsJsonObject(), "url")
                : text(json, "output");
        HttpUrl url = address == null ? null : HttpUrl.parse(address);
        return url != null && BaseUrl.isSafe(url) ? url : null;
    }

    private static JsonObject object(String body) {
        try {
            JsonElement json = JsonParser.parseString(body);
            return json.isJsonObject() ? json.getAsJsonObject() : null;
        } catch (JsonParseException | NumberFormatException notJson) {
            return null;
        }
    }

    private static String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
    }

    private static String withoutTags(String html) {
        return html.replaceAll("(?is)<(script|style|head)\\b.*?</\\1\\s*>|<[^>]*>", " ");
    }
}

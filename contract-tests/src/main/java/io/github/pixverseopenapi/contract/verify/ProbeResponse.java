package io.github.pixverseopenapi.contract.verify;

import com.google.gson.JsonObject;
import com.google.gson.stream.MalformedJsonException;
import io.github.pixverseopenapi.contract.document.ReceivedResponse;
import io.github.pixverseopenapi.contract.document.StrictJson;
import io.github.pixverseopenapi.contract.redaction.TextSanitizer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A response with the API key redacted.
 *
 * @param response the response
 * @param duration the time from sending to the last byte
 */
record ProbeResponse(ReceivedResponse response, Duration duration) {

    private static final int MAX_SUMMARY_LENGTH = 300;

    int status() {
        return response.status();
    }

    Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** All values of a header. */
    List<String> headers(String name) {
        return response.headers().getOrDefault(name, List.of());
    }

    /** The media type in lower case without parameters; empty when it is missing. */
    String mediaType() {
        return header("content-type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** The body as a JSON object, regardless of its media type; empty when it is not one. */
    Optional<JsonObject> json() {
        try {
            return Optional.of(StrictJson.parseObject(response.body()));
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /** The whole body, as text. */
    String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Status, media type and the beginning of the body, on one line. */
    String summary() {
        String type = TextSanitizer.abbreviate(mediaType(), MAX_SUMMARY_LENGTH);
        return TextSanitizer.line(status() + " " + type + " " + body());
    }

    private String body() {
        byte[] body = response.body();
        if (body.length == 0) {
            return "(empty)";
        }
        String text = new String(body, 0, Math.min(body.length, 4 * MAX_SUMMARY_LENGTH), StandardCharsets.UTF_8);
        if (mediaType().startsWith("video/") || text.indexOf('\0') >= 0) {
            return String.format(Locale.ROOT, "(%,d bytes)", body.length);
        }
        return TextSanitizer.abbreviate(TextSanitizer.line(text), MAX_SUMMARY_LENGTH);
    }
}

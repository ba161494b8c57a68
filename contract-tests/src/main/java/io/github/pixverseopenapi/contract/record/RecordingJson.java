package io.github.pixverseopenapi.contract.record;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import io.github.pixverseopenapi.contract.document.StrictJson;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Serialises recordings as indented JSON with sorted names, so that equal recordings have equal files. */
final class RecordingJson {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .registerTypeAdapter(Instant.class, text(Instant::toString, Instant::parse))
            .registerTypeAdapter(Scenario.class, text(Scenario::toString, Scenario::of))
            .registerTypeAdapter(
                    Provenance.class,
                    text(Provenance::headerValue, kind -> Provenance.valueOf(kind.toUpperCase(Locale.ROOT))))
            .create();

    private RecordingJson() {}

    static String write(Recording recording) {
        return GSON.toJson(sorted(GSON.toJsonTree(recording))) + "\n";
    }

    /**
     * Parses a recording and verifies its hashes.
     *
     * @throws IllegalArgumentException when the text is not a recording; the message states the reason
     */
    static Recording read(String json) {
        Recording recording;
        try {
            recording = GSON.fromJson(StrictJson.parseObject(json), Recording.class);
        } catch (MalformedJsonException | JsonParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (RuntimeException e) {
            // Gson wraps the exception of a record's constructor.
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(reason.getMessage(), e);
        }
        recording
                .request()
                .body()
                .problem()
                .or(() -> recording.response().body().problem())
                .ifPresent(problem -> {
                    throw new IllegalArgumentException(problem);
                });
        String hash = hash(recording.request(), recording.response());
        if (!hash.equals(recording.origin().sha256())) {
            throw new IllegalArgumentException(
                    "request and response do not match origin.sha256, because they were edited."
                            + " Revert the edit, or set origin.kind to derived, origin.rule to the rule and origin.sha256 to "
                            + hash);
        }
        return recording;
    }

    /** The hash that detects edits of request or response. */
    static String hash(Recording.Sent request, Recording.Received response) {
        JsonArray exchange = new JsonArray();
        exchange.add(sorted(GSON.toJsonTree(request)));
        exchange.add(sorted(GSON.toJsonTree(response)));
        return Sha256.of(exchange.toString());
    }

    private static JsonElement sorted(JsonElement element) {
        if (element.isJsonArray()) {
            JsonArray array = new JsonArray();
            element.getAsJsonArray().forEach(item -> array.add(sorted(item)));
            return array;
        }
        if (!element.isJsonObject()) {
            return element;
        }
        JsonObject object = new JsonObject();
        for (Map.Entry<String, JsonElement> entry :
                new TreeMap<>(element.getAsJsonObject().asMap()).entrySet()) {
            object.add(entry.getKey(), sorted(entry.getValue()));
        }
        return object;
    }

    private static <T> TypeAdapter<T> text(Function<T, String> write, Function<String, T> read) {
        return new TypeAdapter<T>() {
            @Override
            public void write(JsonWriter out, T value) throws IOException {
                out.value(write.apply(value));
            }

            @Override
            public T read(JsonReader in) throws IOException {
                String text = in.nextString();
                try {
                    return read.apply(text);
                } catch (IllegalArgumentException | DateTimeException e) {
                    throw new JsonParseException(in.getPath() + " must be valid, but was " + text, e);
                }
            }
        }.nullSafe();
    }
}

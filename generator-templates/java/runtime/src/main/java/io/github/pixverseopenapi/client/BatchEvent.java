package io.github.pixverseopenapi.client;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One line of the journal of a batch: what has become of a key. */
final class BatchEvent {
    /** What a line can say. */
    enum Kind {
        /** The request is about to be sent: from here on it may be billed. */
        SENDING,
        /** The service has accepted the job. */
        SUBMITTED,
        /** The request was not sent, or refused without a bill. */
        WAITING,
        /** The request or its job failed for good, without a bill. */
        FAILED,
        /** The video is on the disk. */
        SAVED
    }

    private final JsonObject json;
    final String key;
    final Kind kind;

    private BatchEvent(JsonObject json) {
        this.json = json;
        this.key = json.get("key").getAsString();
        this.kind = Kind.valueOf(json.get("event").getAsString());
    }

    private static BatchEvent of(String key, Kind kind, String name, @Nullable Object value) {
        JsonObject json = new JsonObject();
        json.addProperty("key", key);
        json.addProperty("event", kind.name());
        if (value instanceof Number) {
            json.addProperty(name, (Number) value);
        } else if (value != null) {
            json.addProperty(name, value.toString());
        }
        return new BatchEvent(json);
    }

    /** @param at milliseconds since 1970 */
    static BatchEvent sending(BatchItem item, long at) {
        BatchEvent event = of(item.key, Kind.SENDING, "operation", item.operation.id());
        event.json.addProperty("at", at);
        event.json.addProperty("usd", item.upperPriceUsd());
        event.json.add("request", item.json);
        return event;
    }

    static BatchEvent submitted(String key, String id) {
        return of(key, Kind.SUBMITTED, "id", id);
    }

    /** @param kind {@link Kind#WAITING} or {@link Kind#FAILED} */
    static BatchEvent refused(String key, Kind kind, String reason) {
        return of(key, kind, "reason", reason);
    }

    /** @param usd the real cost; null if the service did not say */
    static BatchEvent saved(String key, @Nullable BigDecimal usd) {
        return of(key, Kind.SAVED, "usd", usd);
    }

    /**
     * Reads a line of a journal.
     *
     * @throws IllegalArgumentException if it is none
     */
    static BatchEvent parse(String line) {
        try {
            BatchEvent event = new BatchEvent(JsonParser.parseString(line).getAsJsonObject());
            if (event.isWhole()) {
                return event;
            }
        } catch (JsonParseException | IllegalStateException | NullPointerException | IllegalArgumentException notOurs) {
            // Rejected below.
        }
        throw new IllegalArgumentException("it must be a line of a batch's journal, but was "
                + (line.length() <= 100 ? line : line.substring(0, 100) + "…"));
    }

    private boolean isWhole() {
        return kind == Kind.SENDING
                ? at() > 0
                        && usd() != null
                        && operation() != null
                        && json.get("request").isJsonObject()
                : kind != Kind.SUBMITTED || JobId.isValid(id());
    }

    long at() {
        return json.get("at").getAsLong();
    }

    @Nullable
    BigDecimal usd() {
        return json.has("usd") ? json.get("usd").getAsBigDecimal() : null;
    }

    @Nullable
    String operation() {
        return text("operation");
    }

    JsonObject request() {
        return json.getAsJsonObject("request");
    }

    @Nullable
    String id() {
        return text("id");
    }

    @Nullable
    String reason() {
        return text("reason");
    }

    private @Nullable String text(String name) {
        return json.has(name) ? json.get(name).getAsString() : null;
    }

    /** The line, without its end. */
    @Override
    public String toString() {
        return json.toString();
    }
}

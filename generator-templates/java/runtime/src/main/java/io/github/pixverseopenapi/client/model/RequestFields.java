package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a request, and which of those that the document does not know were set on purpose. */
final class RequestFields {
    private final JsonObject json;
    private final Set<String> additional;

    private RequestFields(JsonObject json, Set<String> additional) {
        this.json = json;
        this.additional = additional;
    }

    static RequestFields none() {
        return fromJson(new JsonObject());
    }

    /** Fields of which nobody knows yet whether they were meant. */
    static RequestFields fromJson(JsonObject json) {
        return new RequestFields(json, new HashSet<>());
    }

    RequestFields copy() {
        return new RequestFields(json.deepCopy(), new HashSet<>(additional));
    }

    void set(String name, @Nullable Object value) {
        json.add(name, Json.tree(value));
    }

    void setAdditional(String name, @Nullable Object value) {
        json.add(name, AdditionalValue.toJson(name, value));
        additional.add(name);
    }

    JsonObject json() {
        return json;
    }

    /** Whether a caller set the field although the document does not know it. */
    boolean isAdditional(String name) {
        return additional.contains(name);
    }
}

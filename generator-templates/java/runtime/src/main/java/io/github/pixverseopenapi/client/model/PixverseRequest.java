package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * What all requests have in common: each is an immutable JSON object with typed access. Safe to share between
 * threads.
 */
public abstract class PixverseRequest {
    private final JsonObject fields;

    PixverseRequest(JsonObject fields) {
        this.fields = fields;
    }

    abstract RequestSchema rules();

    /**
     * Lists every rule of the document that this request breaks, those that concern several fields included.
     *
     * @return the broken rules in the document's order; empty if there are none
     */
    public final List<Violation> violations() {
        return rules().violations(fields);
    }

    /**
     * The request as it is sent: plain JSON, in which characters that UTF-8 cannot hold (surrogates without
     * their other half) are escaped.
     *
     * @return the JSON text
     * @throws IllegalArgumentException if a number is not finite, which JSON cannot say
     */
    public final String toJson() {
        return Json.write(fields);
    }

    final JsonObject copyOfFields() {
        return fields.deepCopy();
    }

    final <T> T value(String name, Class<T> type) {
        JsonElement value = fields.get(name);
        return value == null || value.isJsonNull() ? null : Json.read(name, value, type);
    }

    final <E extends Enum<E>> E constant(String name, E[] constants) {
        JsonElement value = fields.get(name);
        return value == null || value.isJsonNull() ? null : Enums.find(constants, value.getAsString());
    }

    /** Two requests are equal when they are of one kind and send the same JSON. */
    @Override
    public final boolean equals(Object other) {
        return other != null && getClass() == other.getClass() && fields.equals(((PixverseRequest) other).fields);
    }

    @Override
    public final int hashCode() {
        return fields.hashCode();
    }

    /** The kind of request and its fields. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + fields;
    }
}

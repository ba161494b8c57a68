package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonElement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all requests have in common: each is an immutable JSON object with typed access. Safe to share between
 * threads.
 */
public abstract class PixverseRequest {
    private final RequestFields fields;

    PixverseRequest(RequestFields fields) {
        this.fields = fields;
    }

    abstract RequestSchema rules();

    /**
     * Lists every rule of the document that this request breaks, those that concern several fields included, and every
     * field that the document does not know, unless it was set by a builder's {@code additionalProperty}.
     *
     * @return the broken rules in the document's order, then the unknown fields, told apart by
     *     {@link Violation#kind()}; empty if there are none
     */
    public final List<Violation> violations() {
        return rules().violations(fields);
    }

    /**
     * The request as it is sent: plain JSON, in which characters that UTF-8 cannot hold (surrogates without
     * their other half) are escaped. JSON libraries that read getters, such as Jackson, find none here: give them this
     * text.
     *
     * @return the JSON text
     * @throws IllegalArgumentException if a number is not finite, which JSON cannot say
     */
    public final String toJson() {
        return Json.write(fields.json());
    }

    final RequestFields copyOfFields() {
        return fields.copy();
    }

    final <T> @Nullable T value(String name, Class<T> type) {
        JsonElement value = fields.json().get(name);
        return value == null || value.isJsonNull() ? null : Json.read(name, value, type);
    }

    final <T> @Nullable List<T> list(String name, Class<T> type) {
        JsonElement value = fields.json().get(name);
        return value == null || value.isJsonNull() ? null : Json.readList(name, value, type);
    }

    final <E extends Enum<E>> @Nullable E constant(String name, E[] constants) {
        JsonElement value = fields.json().get(name);
        return value == null || value.isJsonNull() ? null : Enums.find(name, constants, value.getAsString());
    }

    /**
     * Two requests are equal when they are of one kind and send the same JSON: the order of fields does not count, nor
     * whether a number is written 5 or 5.0, nor whether an unknown field was set by {@code additionalProperty}.
     */
    @Override
    @SuppressWarnings("EqualsGetClass") // Requests of two kinds are never equal.
    public final boolean equals(@Nullable Object other) {
        return other != null
                && getClass() == other.getClass()
                && JsonEquality.same(fields.json(), ((PixverseRequest) other).fields.json());
    }

    @Override
    public final int hashCode() {
        return JsonEquality.hash(fields.json());
    }

    /** The kind of request and its fields. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + fields.json();
    }
}

package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonElement;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One broken rule of a request: which field, what it holds, what is allowed. */
public final class Violation {
    private final List<String> fields;
    private final String message;

    private Violation(String message, String... fields) {
        this.message = message;
        this.fields = Collections.unmodifiableList(Arrays.asList(fields));
    }

    static Violation missing(String field, String allowed) {
        return new Violation(field + ": missing; must be " + allowed, field);
    }

    static Violation value(String field, JsonElement value, String allowed) {
        return new Violation(field + ": " + Json.excerpt(value) + " is not allowed; must be " + allowed, field);
    }

    static Violation combination(String values, String reason, String... fields) {
        return new Violation(values + " is not allowed; " + reason, fields);
    }

    /**
     * The fields that the rule is about, as they are called in the JSON.
     *
     * @return one name, or several for a rule that concerns several fields
     */
    public List<String> fields() {
        return fields;
    }

    /**
     * Says in one line which field, what it holds and what is allowed.
     *
     * @return such as {@code duration: 7 is not allowed; must be one of 5, 8}
     */
    public String message() {
        return message;
    }

    /** The same as {@link #message()}. */
    @Override
    public String toString() {
        return message;
    }
}

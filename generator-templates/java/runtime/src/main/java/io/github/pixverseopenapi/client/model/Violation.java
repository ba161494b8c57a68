package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonElement;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One thing that is wrong with a request: which field, what it holds, what is allowed.
 *
 * <p>Each property has a getter too, so that JSON libraries that read getters, such as Jackson, write a violation as
 * {@code {"kind": …, "fields": […], "message": …}} without annotations.
 */
public final class Violation implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * What kind of thing is wrong.
     *
     * @serial
     */
    private final ViolationKind kind;
    /**
     * The names of the fields.
     *
     * @serial
     */
    private final String[] fields;
    /**
     * The whole message.
     *
     * @serial
     */
    private final String message;

    private Violation(ViolationKind kind, String message, String... fields) {
        this.kind = kind;
        this.message = message;
        this.fields = fields;
    }

    static Violation missing(String field, String allowed) {
        return new Violation(ViolationKind.INVALID, ViolationMessage.of(field, allowed, "missing"), field);
    }

    static Violation value(String field, JsonElement value, String allowed) {
        return new Violation(ViolationKind.INVALID, ViolationMessage.of(field, allowed, Json.excerpt(value)), field);
    }

    static Violation combination(String values, String reason, String... fields) {
        return new Violation(ViolationKind.INVALID, values + " must not be combined: " + reason, fields);
    }

    static Violation unknownField(String field, JsonElement value, String allowed) {
        return new Violation(
                ViolationKind.UNKNOWN_FIELD,
                ViolationMessage.of(ViolationMessage.name(field), allowed, Json.excerpt(value)),
                field);
    }

    /**
     * What kind of thing is wrong.
     *
     * @return the kind
     */
    public ViolationKind kind() {
        return kind;
    }

    /**
     * The fields that the rule is about, as they are called in the JSON.
     *
     * @return one name, or several for a rule that concerns several fields
     */
    public List<String> fields() {
        return Collections.unmodifiableList(Arrays.asList(fields));
    }

    /**
     * Says in one line which field, what it holds and what is allowed.
     *
     * @return such as {@code duration must be one of 5, 8, but was 7}
     */
    public String message() {
        return message;
    }

    /**
     * The same as {@link #kind()}.
     *
     * @return the kind
     */
    public ViolationKind getKind() {
        return kind();
    }

    /**
     * The same as {@link #fields()}.
     *
     * @return one name or several
     */
    public List<String> getFields() {
        return fields();
    }

    /**
     * The same as {@link #message()}.
     *
     * @return one line
     */
    public String getMessage() {
        return message();
    }

    /** The same as {@link #message()}. */
    @Override
    public String toString() {
        return message;
    }
}

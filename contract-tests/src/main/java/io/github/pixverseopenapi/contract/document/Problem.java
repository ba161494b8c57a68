package io.github.pixverseopenapi.contract.document;

import java.util.Objects;

/**
 * One thing that is wrong with a request or an answer.
 *
 * @param field the field of the body, or several joined by {@code ", "} when only their combination is wrong; or
 *     another place such as {@code header x-cost}; empty when the body of a request as a whole is wrong
 * @param message what is wrong, to be read after the field's name
 */
public record Problem(String field, String message) {

    /** Refuses {@code null}. */
    public Problem {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }

    /** The field and the message, such as {@code duration: must be one of 5, 8 but is 7}. */
    @Override
    public String toString() {
        return field.isEmpty() ? message : field + ": " + message;
    }
}

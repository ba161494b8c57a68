package io.github.pixverseopenapi.contract.document;

import java.util.Objects;

/**
 * A problem with a request or a response.
 *
 * @param field the field of the body, several fields joined by {@code ", "} when their combination is invalid, or
 *     another location such as {@code header x-cost}; empty when the request body as a whole is invalid
 * @param message the violated rule and the value; follows the field in a sentence
 */
public record Problem(String field, String message) {

    /** Rejects {@code null}. */
    public Problem {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }

    /**
     * Creates a problem with a value.
     *
     * @param rule the values that are allowed
     * @param actual the invalid value, or {@code missing}
     */
    public static Problem of(String field, String rule, Object actual) {
        return new Problem(field, Message.mustBe(rule, actual));
    }

    /** The field and the message, such as {@code duration must be one of 5, 8, but was 7}. */
    @Override
    public String toString() {
        return field.isEmpty() ? message : field + " " + message;
    }
}

package io.github.pixverseopenapi.contract.clients;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * A statement of the document that the source of a client can contain.
 *
 * @param kind the kind of statement
 * @param place the operation's path, the enum, or the field with its request, such as {@code V6VideoRequest.seed}
 * @param value the method, the enum's constant and value, or the bound; empty for a field
 */
record Statement(StatementKind kind, String place, String value) {
    enum StatementKind {
        OPERATION,
        FIELD,
        ENUM_VALUE,
        MINIMUM,
        MAXIMUM,
        MIN_LENGTH,
        PATTERN
    }

    static Statement operation(String path, String method) {
        return new Statement(StatementKind.OPERATION, path, method);
    }

    static Statement field(String request, String field) {
        return new Statement(StatementKind.FIELD, request + "." + field, "");
    }

    /** An enum value under the name that the document gives it, however the language joins its words. */
    static Statement enumValue(String schema, String constant, String value) {
        return new Statement(
                StatementKind.ENUM_VALUE, schema, constant.replace("_", "").toUpperCase(Locale.ROOT) + " = " + value);
    }

    /** A minimum, a maximum or a minimum length, however the number is written. */
    static Statement bound(StatementKind kind, String request, String field, String number) {
        return new Statement(
                kind,
                request + "." + field,
                new BigDecimal(number).stripTrailingZeros().toPlainString());
    }

    static Statement pattern(String request, String field, String pattern) {
        return new Statement(StatementKind.PATTERN, request + "." + field, pattern);
    }

    @Override
    public String toString() {
        return (kind + " " + place + " " + value).strip();
    }
}

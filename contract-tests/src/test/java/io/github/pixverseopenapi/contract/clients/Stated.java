package io.github.pixverseopenapi.contract.clients;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * One thing that the document states and that the text of a client can state too.
 *
 * @param kind what sort of thing
 * @param place the operation's path, the enum, or the field with its request, such as {@code V6VideoRequest.seed}
 * @param value the method, the enum's constant and value, or the bound; empty for a field
 */
record Stated(Kind kind, String place, String value) {
    enum Kind {
        OPERATION,
        FIELD,
        ENUM_VALUE,
        MINIMUM,
        MAXIMUM,
        MIN_LENGTH,
        PATTERN
    }

    static Stated operation(String path, String method) {
        return new Stated(Kind.OPERATION, path, method);
    }

    static Stated field(String request, String field) {
        return new Stated(Kind.FIELD, request + "." + field, "");
    }

    /** An enum value under the name that the document gives it, however the language joins its words. */
    static Stated enumValue(String schema, String constant, String value) {
        return new Stated(Kind.ENUM_VALUE, schema, constant.replace("_", "").toUpperCase(Locale.ROOT) + " = " + value);
    }

    /** A minimum, a maximum or a least length, however the number is written. */
    static Stated bound(Kind kind, String request, String field, String number) {
        return new Stated(kind, request + "." + field, new BigDecimal(number).stripTrailingZeros().toPlainString());
    }

    static Stated pattern(String request, String field, String pattern) {
        return new Stated(Kind.PATTERN, request + "." + field, pattern);
    }

    @Override
    public String toString() {
        return (kind + " " + place + " " + value).strip();
    }
}

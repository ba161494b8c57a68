package io.github.pixverseopenapi.client.model;

import java.util.regex.Pattern;

/** The one form of all messages about requests. */
final class ViolationMessage {
    private static final Pattern PLAIN_NAME = Pattern.compile("[\\w.-]{1,100}");

    private ViolationMessage() {}

    /**
     * Says what is wrong.
     *
     * @param subject the field
     * @param rule what it must be
     * @param actual what it was instead
     */
    static String of(String subject, String rule, String actual) {
        return subject + " must be " + rule + ", but was " + actual;
    }

    /** A field's name that the document may not know: as it is, or as JSON if it could be taken for something else. */
    static String name(String field) {
        return PLAIN_NAME.matcher(field).matches() ? field : Json.excerpt(field);
    }
}

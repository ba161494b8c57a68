package io.github.pixverseopenapi.contract.document;

/** The common form of error messages. */
public final class Message {

    private Message() {}

    /**
     * Formats a message such as {@code port must be 0 (a free one) to 65535, but was -1}.
     *
     * @param subject the field or option
     * @param rule the values that are allowed
     * @param actual the rejected value, or {@code missing}
     */
    public static String of(String subject, String rule, Object actual) {
        return subject + " " + mustBe(rule, actual);
    }

    /** Formats a message without its subject, for callers that prepend the option name. */
    public static String mustBe(String rule, Object actual) {
        return "must be " + rule + ", but was " + actual;
    }
}

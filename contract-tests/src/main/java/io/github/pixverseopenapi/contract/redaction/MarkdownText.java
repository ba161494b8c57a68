package io.github.pixverseopenapi.contract.redaction;

/** Escapes text for GitHub-flavoured Markdown. */
public final class MarkdownText {

    private static final String SPECIAL = "&<>|`*_[]\\@#~!:";

    private MarkdownText() {}

    /** Escapes Markdown syntax, links and mentions with character references. */
    public static String escape(String value) {
        StringBuilder result = new StringBuilder();
        value.chars().forEach(character -> {
            if (SPECIAL.indexOf(character) >= 0) {
                result.append("&#").append(character).append(';');
            } else {
                result.append((char) character);
            }
        });
        return result.toString();
    }
}

package io.github.pixverseopenapi.contract.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates a regular expression of ECMA-262, the one of JSON Schema, into one of Java. */
final class RegexTranslator {
    /** An escape or a character class, which stay as they are, or one of the two parts that Java reads otherwise. */
    private static final Pattern PART =
            Pattern.compile("\\\\.|\\[(?:\\\\.|[^\\]\\\\])*+]|\\)[*+](?![?+])|\\$$", Pattern.DOTALL);

    private RegexTranslator() {}

    /**
     * Returns what means the same in Java, where {@code $} also matches before a last line break. A repeated group
     * becomes possessive, because Java's others take a stack frame for each repetition, which long texts exhaust: what
     * follows such a group must not begin as the group does.
     */
    static String inJava(String expression) {
        return PART.matcher(expression).replaceAll(part -> Matcher.quoteReplacement(translated(part.group())));
    }

    private static String translated(String part) {
        if (part.equals("$")) {
            return "\\z";
        }
        return part.startsWith(")") ? part + "+" : part;
    }
}

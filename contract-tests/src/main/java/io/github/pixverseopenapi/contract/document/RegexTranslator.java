package io.github.pixverseopenapi.contract.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates ECMA-262 regular expressions, as used by JSON Schema, into Java regular expressions. The client translates
 * them in a class of its own, which is not public; the same table tests both.
 */
final class RegexTranslator {
    /** An escape or a character class, which are copied, or one of the two constructs that differ in Java. */
    private static final Pattern PART =
            Pattern.compile("\\\\.|\\[(?:\\\\.|[^\\]\\\\])*+]|\\)[*+](?![?+])|\\$$", Pattern.DOTALL);

    private RegexTranslator() {}

    /**
     * Returns the equivalent Java expression. {@code $} becomes {@code \\z}, because in Java it also matches before a
     * final line terminator. A repeated group becomes possessive, because other quantifiers use a stack frame for each
     * repetition and overflow on long input; the text after the group must not match the group's beginning.
     */
    static String toJava(String expression) {
        return PART.matcher(expression).replaceAll(part -> Matcher.quoteReplacement(translate(part.group())));
    }

    private static String translate(String part) {
        if (part.equals("$")) {
            return "\\z";
        }
        return part.startsWith(")") ? part + "+" : part;
    }
}

package io.github.pixverseopenapi.client.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compiles a regular expression of JSON Schema, which is one of ECMA-262, for Java. */
final class EcmaPattern {
    /** An escape or a character class, which stay as they are, or one of the two parts that Java reads otherwise. */
    private static final Pattern PART =
            Pattern.compile("\\\\.|\\[(?:\\\\.|[^\\]\\\\])*+]|\\)[*+](?![?+])|\\$$", Pattern.DOTALL);

    private EcmaPattern() {}

    /**
     * Compiles the expression. Java's {@code $} would also match before a last line break. Java's repeated groups take
     * a stack frame for each repetition, which long texts exhaust, unless they are possessive: what follows a repeated
     * group must not begin as the group does.
     */
    static Pattern compile(String expression) {
        Matcher part = PART.matcher(expression);
        StringBuffer translated = new StringBuffer();
        while (part.find()) {
            part.appendReplacement(translated, Matcher.quoteReplacement(inJava(part.group())));
        }
        return Pattern.compile(part.appendTail(translated).toString());
    }

    private static String inJava(String part) {
        if (part.equals("$")) {
            return "\\z";
        }
        return part.startsWith(")") ? part + "+" : part;
    }
}

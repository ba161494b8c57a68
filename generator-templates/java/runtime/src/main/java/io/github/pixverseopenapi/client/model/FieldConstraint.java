package io.github.pixverseopenapi.client.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a field may hold, as a test and in words. Judges JSON as JSON Schema does: 8.0 is the whole number 8. */
final class FieldConstraint {
    private final Predicate<JsonElement> test;
    private final String allowed;

    private FieldConstraint(String allowed, Predicate<JsonElement> test) {
        this.allowed = allowed;
        this.test = test;
    }

    private static FieldConstraint primitive(String allowed, Predicate<JsonPrimitive> test) {
        return new FieldConstraint(allowed, value -> value.isJsonPrimitive() && test.test(value.getAsJsonPrimitive()));
    }

    boolean accepts(JsonElement value) {
        return test.test(value);
    }

    /** Completes the sentence "must be …". */
    String allowed() {
        return allowed;
    }

    /** An array of at least so many elements. */
    static FieldConstraint list(int fewest, FieldConstraint element) {
        return new FieldConstraint(
                "a list of at least " + fewest + ", each " + element.allowed,
                value -> value.isJsonArray()
                        && value.getAsJsonArray().size() >= fewest
                        && StreamSupport.stream(value.getAsJsonArray().spliterator(), false)
                                .allMatch(element.test));
    }

    static FieldConstraint flag() {
        return primitive("true or false", JsonPrimitive::isBoolean);
    }

    static FieldConstraint oneOf(Object... allowedValues) {
        List<JsonPrimitive> values = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Object value : allowedValues) {
            values.add(Json.tree(value).getAsJsonPrimitive());
            words.add(Json.tree(value).toString());
        }
        String allowed = (values.size() == 1 ? "" : "one of ") + String.join(", ", words);
        return primitive(allowed, value -> isOneOf(value, values));
    }

    private static boolean isOneOf(JsonPrimitive value, List<JsonPrimitive> values) {
        for (JsonPrimitive one : values) {
            if (same(value, one)) {
                return true;
            }
        }
        return false;
    }

    /** A bound that is null is not set. */
    static FieldConstraint whole(@Nullable String least, @Nullable String most) {
        return numeric(
                "a whole number",
                least,
                most,
                number -> number.scale() <= 0 || number.stripTrailingZeros().scale() <= 0);
    }

    /** A bound that is null is not set. */
    static FieldConstraint number(@Nullable String least, @Nullable String most) {
        return numeric("a number", least, most, number -> true);
    }

    private static FieldConstraint numeric(
            String kind, @Nullable String least, @Nullable String most, Predicate<BigDecimal> test) {
        BigDecimal lower = least == null ? null : new BigDecimal(least);
        BigDecimal upper = most == null ? null : new BigDecimal(most);
        String allowed = kind
                + (least == null ? "" : (most == null ? " not below " : " from ") + least)
                + (most == null ? "" : (least == null ? " not above " : " to ") + most);
        return primitive(allowed, value -> {
            BigDecimal number = numberIn(value);
            return number != null
                    && test.test(number)
                    && (lower == null || number.compareTo(lower) >= 0)
                    && (upper == null || number.compareTo(upper) <= 0);
        });
    }

    /**
     * Text of at least so many characters that the pattern, if there is one, finds a match in.
     *
     * @param words what is allowed, in words; null to say it from the length and the pattern
     */
    static FieldConstraint text(int shortest, @Nullable String pattern, @Nullable String words) {
        Pattern compiled = pattern == null ? null : EcmaPattern.compile(pattern);
        String allowed = words != null
                ? words
                : "text" + (shortest == 0 ? "" : " of at least " + shortest + " characters")
                        + (pattern == null ? "" : " that matches " + pattern);
        return primitive(allowed, value -> {
            if (!value.isString()) {
                return false;
            }
            String text = value.getAsString();
            return hasCharacters(shortest, text)
                    && (compiled == null || compiled.matcher(text).find());
        });
    }

    /** Counts no further than it must: a character takes one or two places in the text. */
    private static boolean hasCharacters(int fewest, String text) {
        return text.length() / 2 >= fewest || text.codePointCount(0, text.length()) >= fewest;
    }

    /** Equal as JSON Schema sees it: 8, 8.0 and 0.8e1 are the same, 8 and "8" are not. */
    static boolean same(JsonPrimitive left, JsonPrimitive right) {
        BigDecimal number = numberIn(left);
        BigDecimal other = numberIn(right);
        return (number == null || other == null) ? left.equals(right) : number.compareTo(other) == 0;
    }

    /** The number that the value holds; null if it is none, NaN and infinity included. */
    static @Nullable BigDecimal numberIn(JsonPrimitive value) {
        if (!value.isNumber()) {
            return null;
        }
        Number number = value.getAsNumber();
        if (number instanceof Integer || number instanceof Long) {
            return BigDecimal.valueOf(number.longValue());
        }
        try {
            return value.getAsBigDecimal();
        } catch (NumberFormatException notFinite) {
            return null;
        }
    }
}

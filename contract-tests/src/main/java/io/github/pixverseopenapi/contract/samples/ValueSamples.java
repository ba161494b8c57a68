package io.github.pixverseopenapi.contract.samples;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** JSON values to try in a field: valid ones, invalid ones, and those at the edge. */
public final class ValueSamples {
    private static final List<String> TYPES = List.of("null", "true", "0", "0.5", "\"\"", "[]", "{}");
    private static final List<String> NUMBERS =
            List.of("-1", "1", "1.0", "1e2", "2147483648", "9223372036854775808", "\"1\"");
    private static final int LONGEST_TEXT = 40;

    private ValueSamples() {}

    /** A value that the field accepts, if the kinds of values here include one. */
    public static String sample(Field field) {
        if (!field.listed().isEmpty()) {
            return field.listed().get(0);
        }
        return switch (field.type()) {
            case "array" -> "[]";
            case "boolean" -> "true";
            case "object" -> "{}";
            case "string" ->
                TextSamples.ALL.stream()
                        .filter(field::matches)
                        .findFirst()
                        .map(JsonString::json)
                        .orElse("\"\"");
            default ->
                field.bound("minimum").map(bound -> bound.toPlainString()).orElse("7");
        };
    }

    /** Typical errors in an enum value. */
    public static List<String> nearly(String listed) {
        String text = listed.startsWith("\"") ? listed.substring(1, listed.length() - 1) : listed;
        List<String> values = new ArrayList<>();
        values.add(listed.startsWith("\"") ? text.matches("[0-9]+") ? text : "null" : JsonString.json(text));
        for (String changed : List.of(
                text.toUpperCase(Locale.ROOT),
                text.toLowerCase(Locale.ROOT),
                " " + text,
                text + " ",
                text + "\n",
                text + text,
                text.isEmpty() ? "a" : text.substring(1),
                text + "\u0000",
                "\ufeff" + text)) {
            values.add(JsonString.json(changed));
        }
        // The same text, only written differently.
        values.add(JsonString.escaped(text));
        return values;
    }

    /** Some valid and invalid values, with those that just satisfy and just violate each constraint. */
    public static List<String> around(Field field) {
        List<String> values = new ArrayList<>(TYPES);
        values.add(sample(field));
        values.addAll(field.listed());
        field.listed().stream().findFirst().ifPresent(listed -> values.addAll(nearly(listed)));
        if (field.isNumeric()) {
            values.addAll(NUMBERS);
            List.of("minimum", "maximum")
                    .forEach(keyword -> field.bound(keyword).ifPresent(bound -> {
                        for (String distance : List.of("0", "1", "-1", "0.5", "-0.5")) {
                            values.add(bound.add(new BigDecimal(distance)).toPlainString());
                        }
                    }));
        }
        if (field.rules().has("pattern")) {
            TextSamples.ALL.stream()
                    .filter(text -> text.length() < LONGEST_TEXT)
                    .map(JsonString::json)
                    .forEach(values::add);
        } else if (field.type().equals("string") && field.listed().isEmpty()) {
            values.addAll(List.of(
                    "\" \"", "\"\\u0000\"", JsonString.json("\ud83c\udfac"), JsonString.json("long ".repeat(40))));
        }
        return values;
    }
}

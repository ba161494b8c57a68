package io.github.pixverseopenapi.contract.agreement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** JSON values to try in a field: right ones, wrong ones, and those at the edge. */
final class Values {
    private static final List<String> WRONG_TYPES =
            List.of("null", "true", "false", "0", "1", "0.5", "\"\"", "\"0\"", "\"null\"", "[]", "{}", "[null]", "{\"\":{}}");

    private Values() {}

    /** A value that the field accepts. */
    static String sample(Field field) {
        if (!field.listed().isEmpty()) {
            return field.listed().get(0);
        }
        return switch (field.type()) {
            case "boolean" -> "true";
            case "string" ->
                Texts.ALL.stream().filter(field::matches).findFirst().map(Quoted::json).orElseThrow();
            default -> field.bound("minimum").map(bound -> bound.toPlainString()).orElse("7");
        };
    }

    /** Each value to try once, whatever the field's type: a value of another type must be refused by all. */
    static Set<String> probes(Field field) {
        Set<String> values = new LinkedHashSet<>(WRONG_TYPES);
        values.addAll(field.listed());
        field.listed().forEach(value -> values.addAll(nearly(value)));
        if (field.isNumeric()) {
            field.listed().forEach(value -> values.addAll(Numbers.around(new BigDecimal(value))));
        }
        String sample = sample(field);
        values.addAll(List.of(sample, "[" + sample + "]", "{\"value\":" + sample + "}"));
        if (field.rules().has("default")) {
            values.add(field.rules().get("default").toString());
        }
        for (String keyword : List.of("minimum", "maximum")) {
            field.bound(keyword).ifPresent(bound -> values.addAll(Numbers.around(bound)));
        }
        values.addAll(Numbers.EDGES);
        Texts.ALL.forEach(text -> values.add(Quoted.json(text)));
        return values;
    }

    /** What somebody may write instead of a listed value. */
    static List<String> nearly(String listed) {
        String text = listed.startsWith("\"") ? listed.substring(1, listed.length() - 1) : listed;
        List<String> values = new ArrayList<>();
        values.add(listed.startsWith("\"") ? text.matches("[0-9]+") ? text : "null" : Quoted.json(text));
        for (String changed : List.of(
                text.toUpperCase(Locale.ROOT), text.toLowerCase(Locale.ROOT), " " + text, text + " ", text + "\n",
                text + text, text.substring(1), text + "\u0000", "\ufeff" + text)) {
            values.add(Quoted.json(changed));
        }
        // The same text, only written differently.
        values.add(Quoted.escaped(text));
        return values;
    }
}

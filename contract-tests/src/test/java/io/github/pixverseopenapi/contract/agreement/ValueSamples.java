package io.github.pixverseopenapi.contract.agreement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** JSON values to try in a field: right ones, wrong ones, and those at the edge. */
final class ValueSamples {
    private static final List<String> WRONG_TYPES = List.of(
            "null", "true", "false", "0", "1", "0.5", "\"\"", "\"0\"", "\"null\"", "[]", "{}", "[null]", "{\"\":{}}");

    /** What other languages and careless writers put for a value. */
    static final List<String> NOT_JSON = List.of(
            "",
            "NaN",
            "Infinity",
            "-Infinity",
            "+1",
            "-",
            ".5",
            "5.",
            "05",
            "-01",
            "1e",
            "1e+",
            "1_0",
            "0x5",
            "5f",
            "5L",
            "\u0665",
            "TRUE",
            "True",
            "trUe",
            "falsE",
            "NULL",
            "Null",
            "nil",
            "None",
            "undefined",
            "'a'",
            "`a`",
            "a",
            "$",
            "5 5",
            "\"a\" \"b\"",
            "\"a\"\"b\"",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[",
            "]",
            "{",
            "}",
            "[}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{,}",
            "{a:1}",
            "{'a':1}",
            "{1:1}",
            "{\"a\"=1}",
            "{\"a\"=>1}",
            "{\"a\":1;\"b\":1}",
            "{\"a\":1,\"a\":1}",
            "[{\"a\":{\"b\":1,\"\\u0062\":2}}]",
            "\"",
            "\"\\\"",
            "\"\\x\"",
            "\"\\'\"",
            "\"\\0\"",
            "\"\\\n\"",
            "\"\\u12\"",
            "\"\\u12g4\"",
            "\"\\u+123\"",
            "\"\\U0041\"",
            "\"\u0000\"",
            "\"\t\"",
            "\"a\nb\"",
            "\"\r\"",
            "\"\u001f\"",
            "{\"\t\":1}",
            "5//",
            "5/**/",
            "/**/5",
            "#\n5",
            "--\n5",
            "\ufeff5",
            "\u00a05",
            "5\u2028",
            "5\f",
            "\u000b5",
            "5\u0000");

    private ValueSamples() {}

    /** A value that the field accepts. */
    static String sample(Field field) {
        if (!field.listed().isEmpty()) {
            return field.listed().get(0);
        }
        return switch (field.type()) {
            case "boolean" -> "true";
            case "string" ->
                TextSamples.ALL.stream()
                        .filter(field::matches)
                        .findFirst()
                        .map(JsonString::json)
                        .orElseThrow();
            default ->
                field.bound("minimum").map(bound -> bound.toPlainString()).orElse("7");
        };
    }

    /** Values of all types, including invalid JSON, which every validator must reject for other types. */
    static Set<String> probes(Field field) {
        Set<String> values = new LinkedHashSet<>(WRONG_TYPES);
        values.addAll(field.listed());
        field.listed().forEach(value -> values.addAll(nearly(value)));
        if (field.isNumeric()) {
            field.listed().forEach(value -> values.addAll(NumberSamples.around(new BigDecimal(value))));
        }
        String sample = sample(field);
        values.addAll(List.of(sample, "[" + sample + "]", "{\"value\":" + sample + "}"));
        if (field.rules().has("default")) {
            values.add(field.rules().get("default").toString());
        }
        for (String keyword : List.of("minimum", "maximum")) {
            field.bound(keyword).ifPresent(bound -> values.addAll(NumberSamples.around(bound)));
        }
        values.addAll(NumberSamples.EDGES);
        TextSamples.ALL.forEach(text -> values.add(JsonString.json(text)));
        TextSamples.LONE_SURROGATES.forEach(text -> values.add(JsonString.json(text)));
        values.addAll(NOT_JSON);
        return values;
    }

    /** Typical errors in an enum value. */
    static List<String> nearly(String listed) {
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
                text.substring(1),
                text + "\u0000",
                "\ufeff" + text)) {
            values.add(JsonString.json(changed));
        }
        // The same text, only written differently.
        values.add(JsonString.escaped(text));
        return values;
    }
}

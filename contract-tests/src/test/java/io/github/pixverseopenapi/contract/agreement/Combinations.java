package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.MutableBody;
import io.github.pixverseopenapi.contract.samples.ValueSamples;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Requests with all or pairwise combinations of enum values. */
final class Combinations {
    /** Represents an omitted field. */
    private static final String ABSENT = "";

    private Combinations() {}

    /** How many there would be. */
    static long countOfAllListed(List<Field> fields) {
        return fields.stream()
                .filter(field -> !field.listed().isEmpty())
                .mapToLong(field -> valuesOf(field).size())
                .reduce(1, (left, right) -> left * right);
    }

    /** Every combination of all enum values, including omitted optional fields. */
    static List<RequestCase> ofAllListed(List<Field> fields) {
        List<MutableBody> bodies = new ArrayList<>();
        addCombinations(
                fields.stream().filter(field -> !field.listed().isEmpty()).toList(), List.of(), fields, bodies);
        return bodies.stream()
                .map(body -> new RequestCase("a combination of listed values", body.json()))
                .toList();
    }

    private static void addCombinations(
            List<Field> open, List<String> chosen, List<Field> fields, List<MutableBody> bodies) {
        List<Field> listed =
                fields.stream().filter(field -> !field.listed().isEmpty()).toList();
        if (open.isEmpty()) {
            MutableBody body = MutableBody.minimum(fields);
            for (int i = 0; i < chosen.size(); i++) {
                set(body, listed.get(i), chosen.get(i));
            }
            bodies.add(body);
            return;
        }
        for (String value : valuesOf(open.get(0))) {
            List<String> longer = new ArrayList<>(chosen);
            longer.add(value);
            addCombinations(open.subList(1, open.size()), longer, fields, bodies);
        }
    }

    /** Every two values of every two fields that have a list, a range or a switch. */
    static List<RequestCase> ofPairs(List<Field> fields) {
        List<RequestCase> cases = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            for (int j = 0; j < i; j++) {
                for (String first : valuesOf(fields.get(i))) {
                    for (String second : valuesOf(fields.get(j))) {
                        MutableBody body = MutableBody.full(fields);
                        set(body, fields.get(i), first);
                        set(body, fields.get(j), second);
                        cases.add(new RequestCase("a pair of values", body.json()));
                    }
                }
            }
        }
        return cases;
    }

    private static void set(MutableBody body, Field field, String value) {
        if (value.equals(ABSENT)) {
            body.without(field.name());
        } else {
            body.with(field.name(), value);
        }
    }

    private static Set<String> valuesOf(Field field) {
        Set<String> values = new LinkedHashSet<>(field.listed());
        field.bound("minimum").ifPresent(bound -> values.add(bound.toPlainString()));
        field.bound("maximum").ifPresent(bound -> values.add(bound.toPlainString()));
        if (field.type().equals("boolean")) {
            values.addAll(List.of("true", "false"));
        }
        if (values.isEmpty()) {
            values.add(ValueSamples.sample(field));
        }
        if (!field.required()) {
            values.add(ABSENT);
        }
        return values;
    }
}

package io.github.pixverseopenapi.contract.agreement;

import java.util.ArrayList;
import java.util.List;

/** Requests that differ from a valid one in one thing. */
final class SystematicCases {
    private static final List<String> NEIGHBOURS =
            List.of("null", "true", "1e400", "\"\"", "{\"prompt\":null}", "[[[[[[]]]]]]", "\"\\u0000\"");

    /** One such value in a request is enough. */
    private static final int HUGE = 10_000;

    private SystematicCases() {}

    static List<Case> of(List<Field> fields) {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("required fields only", Body.least(fields).json()));
        cases.add(new Case("all fields", Body.full(fields).json()));
        cases.add(new Case("no field", "{}"));
        for (Field field : fields) {
            addMissing(fields, field, cases);
            addMisspelled(fields, field, cases);
            for (String value : Values.probes(field)) {
                cases.add(new Case(
                        field.name() + " among required fields",
                        Body.least(fields).with(field.name(), value).json()));
                if (value.length() > HUGE) {
                    continue;
                }
                cases.add(new Case(
                        field.name() + " among all fields and an unknown one",
                        Body.full(fields).with(field.name(), value).with("unknown", value).json()));
            }
        }
        for (String value : NEIGHBOURS) {
            for (String name : List.of("unknown", "", "prompt ", "\u0000", "\ud83c\udfac", "$ref", "a/b~c", "constructor")) {
                cases.add(new Case("an unknown field", Body.least(fields).with(name, value).json()));
            }
        }
        return cases;
    }

    private static void addMissing(List<Field> fields, Field field, List<Case> cases) {
        cases.add(new Case(
                field.name() + " missing from the required ones",
                Body.least(fields).without(field.name()).json()));
        cases.add(new Case(
                field.name() + " missing from all", Body.full(fields).without(field.name()).json()));
        for (Field other : fields) {
            cases.add(new Case(
                    field.name() + " and " + other.name() + " missing",
                    Body.full(fields).without(field.name()).without(other.name()).json()));
        }
    }

    private static void addMisspelled(List<Field> fields, Field field, List<Case> cases) {
        for (String name : List.of(
                field.name().toUpperCase(java.util.Locale.ROOT),
                field.name().replace("_", ""),
                " " + field.name(),
                field.name() + "\u0000")) {
            cases.add(new Case(
                    field.name() + " under another name",
                    Body.least(fields)
                            .without(field.name())
                            .with(name, Values.sample(field))
                            .json()));
        }
    }
}

package io.github.pixverseopenapi.contract.agreement;

import io.github.pixverseopenapi.contract.fixtures.ValueProbes;
import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.MutableBody;
import io.github.pixverseopenapi.contract.samples.ValueSamples;
import java.util.ArrayList;
import java.util.List;

/** Requests that differ from a valid one in one value. */
final class SystematicCases {
    private static final List<String> NEIGHBOURS =
            List.of("null", "true", "1e400", "\"\"", "{\"prompt\":null}", "[[[[[[]]]]]]", "\"\\u0000\"");

    /** One such value in a request is enough. */
    private static final int HUGE = 10_000;

    private SystematicCases() {}

    static List<RequestCase> of(List<Field> fields) {
        List<RequestCase> cases = new ArrayList<>();
        cases.add(new RequestCase(
                "required fields only", MutableBody.minimum(fields).json()));
        cases.add(new RequestCase("all fields", MutableBody.full(fields).json()));
        cases.add(new RequestCase("no field", "{}"));
        for (Field field : fields) {
            addMissing(fields, field, cases);
            addMisspelled(fields, field, cases);
            for (String value : ValueProbes.probes(field)) {
                cases.add(new RequestCase(
                        field.name() + " among required fields",
                        MutableBody.minimum(fields).with(field.name(), value).json()));
                if (value.length() > HUGE) {
                    continue;
                }
                cases.add(new RequestCase(
                        field.name() + " among all fields and an unknown one",
                        MutableBody.full(fields)
                                .with(field.name(), value)
                                .with("unknown", value)
                                .json()));
            }
        }
        for (String value : NEIGHBOURS) {
            for (String name :
                    List.of("unknown", "", "prompt ", "\u0000", "\ud83c\udfac", "$ref", "a/b~c", "constructor")) {
                cases.add(new RequestCase(
                        "an unknown field",
                        MutableBody.minimum(fields).with(name, value).json()));
            }
        }
        return cases;
    }

    private static void addMissing(List<Field> fields, Field field, List<RequestCase> cases) {
        cases.add(new RequestCase(
                field.name() + " missing from the required ones",
                MutableBody.minimum(fields).without(field.name()).json()));
        cases.add(new RequestCase(
                field.name() + " missing from all",
                MutableBody.full(fields).without(field.name()).json()));
        for (Field other : fields) {
            cases.add(new RequestCase(
                    field.name() + " and " + other.name() + " missing",
                    MutableBody.full(fields)
                            .without(field.name())
                            .without(other.name())
                            .json()));
        }
    }

    private static void addMisspelled(List<Field> fields, Field field, List<RequestCase> cases) {
        for (String name : List.of(
                field.name().toUpperCase(java.util.Locale.ROOT),
                field.name().replace("_", ""),
                " " + field.name(),
                field.name() + "\u0000")) {
            cases.add(new RequestCase(
                    field.name() + " under another name",
                    MutableBody.minimum(fields)
                            .without(field.name())
                            .with(name, ValueSamples.sample(field))
                            .json()));
        }
    }
}

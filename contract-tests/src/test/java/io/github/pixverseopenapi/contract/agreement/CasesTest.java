package io.github.pixverseopenapi.contract.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.Fields;
import io.github.pixverseopenapi.contract.samples.MutableBody;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of request that has to be tried is tried, for every field. */
@Execution(ExecutionMode.CONCURRENT)
class CasesTest {
    private static final ApiDocument DOCUMENT = ApiDocument.load();

    /** In JSON: each type; texts empty, huge, with control characters, emoji, half a surrogate pair; numbers at edges. */
    private static final List<String> FOR_EVERY_FIELD = List.of(
            "null",
            "true",
            "false",
            "5",
            "0.5",
            "\"x\"",
            "[]",
            "{}",
            "\"\"",
            "\"" + "a".repeat(100_000) + "\"",
            "\"\\u0000\"",
            "\"\\u001f\"",
            "\"\u007f\"",
            "\"\ud83c\udfac\"",
            "\"\\ud83c\"",
            "\"\\udfac\"",
            "1.0",
            "1e2",
            "2147483647",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "1e400",
            "NaN",
            "Infinity",
            "TRUE",
            "'a'",
            "05",
            "\"\t\"");

    static List<ApiOperation> operations() {
        return DOCUMENT.videoOperations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void systematicCases_ofAnOperation_tryEveryKindOfValueInEveryField(ApiOperation operation) {
        List<Field> fields = Fields.of(DOCUMENT, operation);
        Set<String> tried = texts(SystematicCases.of(fields));
        for (Field field : fields) {
            assertThat(values(field)
                            .map(value -> MutableBody.minimum(fields)
                                    .with(field.name(), value)
                                    .json()))
                    .as(field.name())
                    .allSatisfy(json -> assertThat(tried.contains(json))
                            .as(Excerpt.text(json, 200))
                            .isTrue());
            assertThat(tried)
                    .as(field.name() + " missing")
                    .contains(MutableBody.minimum(fields).without(field.name()).json())
                    .contains(MutableBody.full(fields).without(field.name()).json());
            assertThat(tried)
                    .as(field.name() + " beside an unknown field")
                    .contains(MutableBody.full(fields)
                            .with(field.name(), "null")
                            .with("unknown", "null")
                            .json());
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void combinations_ofListedValues_areComplete(ApiOperation operation) {
        List<Field> fields = Fields.of(DOCUMENT, operation);
        long expected = 1;
        for (Field field : fields) {
            if (!field.listed().isEmpty()) {
                expected *= field.listed().size() + (field.required() ? 0 : 1);
            }
        }
        assertThat(texts(Combinations.ofAllListed(fields))).hasSize((int) expected);
        Set<String> pairs = texts(Combinations.ofPairs(fields));
        for (Field first : fields) {
            for (Field second : fields) {
                for (String one : ends(first)) {
                    for (String other : ends(second)) {
                        if (!first.equals(second)) {
                            assertThat(pairs)
                                    .contains(MutableBody.full(fields)
                                            .with(first.name(), one)
                                            .with(second.name(), other)
                                            .json());
                        }
                    }
                }
            }
        }
    }

    private static Stream<String> values(Field field) {
        List<String> values = new ArrayList<>(FOR_EVERY_FIELD);
        values.addAll(field.listed());
        for (String end : List.of("minimum", "maximum")) {
            field.bound(end)
                    .ifPresent(bound -> Stream.of("0", "1", "-1", "0.5", "-0.5", "1e-19", "-1e-19")
                            .map(BigDecimal::new)
                            .forEach(distance -> values.add(bound.add(distance).toPlainString())));
        }
        return values.stream();
    }

    /** All listed values, or both ends of the range. */
    private static List<String> ends(Field field) {
        List<String> values = new ArrayList<>(field.listed());
        Stream.of("minimum", "maximum")
                .forEach(end -> field.bound(end).ifPresent(bound -> values.add(bound.toPlainString())));
        return values;
    }

    private static Set<String> texts(List<RequestCase> cases) {
        return cases.stream().map(RequestCase::text).collect(Collectors.toSet());
    }
}

package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The excluded pairs as written in the document, in both forms; {@link ExcludedCombinationsTest} validates with them.
 */
class ExcludedPairsTest {

    static List<String> paths() {
        return FactTable.rows("excluded-pairs.txt").stream()
                .map(row -> row.get("path"))
                .distinct()
                .toList();
    }

    @Test
    void pairs_ofTheExtension_areThoseOfThePages() {
        List<String> expected = FactTable.rows("excluded-pairs.txt").stream()
                .map(row -> row.get("path") + " "
                        + new TreeMap<>(Map.of(
                                row.get("field"), row.get("value"), row.get("other field"), row.get("other value")))
                        + " " + row.get("reason"))
                .toList();

        List<String> found = new ArrayList<>();
        SPEC.paths()
                .keySet()
                .forEach(path -> Exclusion.of(SPEC.requestSchema(path))
                        .forEach(rule -> found.add(path + " " + rule.members() + " " + rule.reason())));

        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Strings everywhere, so that a template compares without checking types. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void members_ofTheExtension_areTexts(String path) {
        SpecFile.list(SPEC.requestSchema(path).get("x-excluded-combinations")).forEach(rule -> {
            assertThat(SpecFile.map(rule)).as(path).containsOnlyKeys("reason", "members");
            assertThat(SpecFile.list(SpecFile.map(rule).get("members")))
                    .as(path)
                    .allSatisfy(member -> assertThat(SpecFile.map(member))
                            .containsOnlyKeys("field", "value")
                            .allSatisfy((key, value) -> assertThat(value).isInstanceOf(String.class)));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void allOf_ofTheSchema_holdsThePairsOfTheExtensionAndNothingElse(String path) {
        Map<String, Object> schema = SPEC.requestSchema(path);

        assertThat(SpecFile.list(schema.get("allOf")))
                .as(path)
                .extracting(ExcludedPairsTest::pair)
                .isEqualTo(Exclusion.of(schema).stream().map(Exclusion::members).toList());
    }

    private static Map<String, String> pair(Object member) {
        assertThat(SpecFile.map(member)).containsOnlyKeys("not");
        Map<String, Object> not = SpecFile.map(SpecFile.map(member).get("not"));
        Map<String, String> pair = new TreeMap<>();
        SpecFile.map(not.get("properties")).forEach((field, schema) -> {
            assertThat(SpecFile.map(schema)).containsOnlyKeys("enum");
            assertThat(SpecFile.list(SpecFile.map(schema).get("enum"))).hasSize(1);
            pair.put(field, SpecFile.texts(SpecFile.map(schema).get("enum")).get(0));
        });
        assertThat(not).containsOnlyKeys("required", "properties");
        assertThat(SpecFile.texts(not.get("required"))).containsExactlyInAnyOrderElementsOf(pair.keySet());
        return pair;
    }
}

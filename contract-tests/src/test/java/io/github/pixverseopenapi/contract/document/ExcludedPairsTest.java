package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The excluded pairs as written in the document; {@link ExcludedCombinationsTest} validates with them. */
class ExcludedPairsTest {
    private static final String SHARED = "ExcludedCombinations";

    static Set<String> paths() {
        return SPEC.paths().keySet();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void pairs_ofTheDocument_areThoseOfThePage(String path) {
        assertThat(Exclusion.ofDocument(path)).containsExactlyInAnyOrderElementsOf(Exclusion.ofPage(path));
    }

    @Test
    void pairs_ofThePages_areOfEndpointsOfTheDocument() {
        assertThat(FactTable.rows("excluded-pairs.txt"))
                .extracting(row -> row.get("path"))
                .isSubsetOf(paths());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void allOf_ofARequest_isTheSharedSchemaAndNothingElse(String path) {
        List<Map<String, String>> expected = Exclusion.ofPage(path).isEmpty()
                ? List.of()
                : List.of(Map.of("$ref", "#/components/schemas/" + SHARED));

        assertThat(SPEC.requestSchema(path).getOrDefault("allOf", List.of())).isEqualTo(expected);
    }

    /** The only form that the templates read. */
    @Test
    void sharedSchema_ofTheDocument_holdsPairsOfSingleValuesWithTheirReasons() {
        Map<String, Object> shared = SpecFile.map(SPEC.components("schemas").get(SHARED));

        assertThat(shared).containsOnlyKeys("description", "allOf");
        assertThat(SpecFile.list(shared.get("allOf"))).allSatisfy(rule -> {
            assertThat(SpecFile.map(rule)).containsOnlyKeys("x-reason", "not");
            Map<String, Object> not = SpecFile.map(SpecFile.map(rule).get("not"));
            assertThat(not).containsOnlyKeys("required", "properties");
            Map<String, Object> properties = SpecFile.map(not.get("properties"));
            assertThat(properties).hasSize(2).allSatisfy((field, values) -> {
                assertThat(SpecFile.map(values)).containsOnlyKeys("enum");
                assertThat(SpecFile.list(SpecFile.map(values).get("enum"))).hasSize(1);
            });
            assertThat(SpecFile.texts(not.get("required"))).containsExactlyInAnyOrderElementsOf(properties.keySet());
        });
    }
}

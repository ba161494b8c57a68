package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.FactTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The excluded pairs as written in the document; {@link ExcludedCombinationsTest} validates with them. */
class ExcludedPairsTest {
    /** No class is generated for a schema whose name ends like this. */
    private static final String SHARED = "ExcludedCombinations";

    static Set<String> paths() {
        return Set.copyOf(SPEC.videoPaths());
    }

    static List<String> sharedSchemas() {
        return SPEC.components("schemas").keySet().stream()
                .filter(name -> name.endsWith(SHARED))
                .toList();
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
    void allOf_ofARequest_isOneSharedSchemaAndNothingElse(String path) {
        List<Object> allOf = SpecFile.list(SPEC.requestSchema(path).getOrDefault("allOf", List.of()));

        assertThat(allOf)
                .hasSize(Exclusion.ofPage(path).isEmpty() ? 0 : 1)
                .allSatisfy(part -> assertThat(SpecFile.map(part))
                        .hasSize(1)
                        .hasEntrySatisfying(
                                "$ref",
                                reference -> assertThat(sharedSchemas())
                                        .contains(String.valueOf(reference).replace("#/components/schemas/", ""))));
    }

    /** The only form that the templates read. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("sharedSchemas")
    void sharedSchema_ofTheDocument_holdsPairsOfSingleValuesWithTheirReasons(String name) {
        Map<String, Object> shared = SpecFile.map(SPEC.components("schemas").get(name));

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

package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.FactTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Validators read the excluded combinations as the pages state them. */
class ExcludedCombinationsTest {

    static List<String> paths() {
        return FactTable.rows("excluded-pairs.txt").stream()
                .map(row -> row.get("path"))
                .distinct()
                .toList();
    }

    /**
     * Every combination of the values of any endpoint, including omitted ones; the enums themselves are not
     * validated.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void allOf_overEveryCombination_matchesThePage(String path) {
        SchemaValidator validator = SchemaValidator.of(
                SPEC, Map.of("allOf", SPEC.requestSchema(path).get("allOf")));
        Map<String, Set<Object>> values = enumValues(path, paths());
        values.values().forEach(list -> list.add(null));

        assertThat(disagreements(validator, Exclusion.ofPage(path), combinations(values, Map.of())))
                .as(path)
                .isEmpty();
    }

    /** The whole schema, over the values that this endpoint lists. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void schema_overEveryCombination_matchesThePage(String path) {
        Map<String, Set<Object>> values = enumValues(path, List.of(path));
        Map<String, Object> rest = SampleRequests.valid(path);

        assertThat(disagreements(
                        SchemaValidator.ofRequest(SPEC, path), Exclusion.ofPage(path), combinations(values, rest)))
                .as(path)
                .isEmpty();
    }

    private static List<String> disagreements(
            SchemaValidator validator, List<Exclusion> rules, List<Map<String, Object>> requests) {
        List<String> found = new ArrayList<>();
        int rejected = 0;
        for (Map<String, Object> request : requests) {
            boolean excluded = rules.stream().anyMatch(rule -> rule.hits(request));
            rejected += excluded ? 1 : 0;
            if (validator.accepts(request) == excluded) {
                found.add(request + (excluded ? " is accepted by the schema" : " is refused by the schema"));
            }
        }
        assertThat(rejected).as("rejected combinations").isPositive().isLessThan(requests.size());
        return found;
    }

    /** For every field that has a list on the endpoint: the values listed on any of the given endpoints. */
    private static Map<String, Set<Object>> enumValues(String path, List<String> sources) {
        Map<String, Set<Object>> values = new LinkedHashMap<>();
        for (String source : sources) {
            SpecFile.map(SPEC.requestSchema(source).get("properties")).forEach((field, property) -> {
                if (SPEC.flat(property).containsKey("enum")) {
                    values.computeIfAbsent(field, name -> new LinkedHashSet<>())
                            .addAll(SpecFile.list(SPEC.flat(property).get("enum")));
                }
            });
        }
        values.keySet()
                .retainAll(
                        SpecFile.map(SPEC.requestSchema(path).get("properties")).keySet());
        return values;
    }

    private static List<Map<String, Object>> combinations(Map<String, Set<Object>> values, Map<String, Object> rest) {
        List<Map<String, Object>> all = new ArrayList<>(List.of(rest));
        values.forEach((field, list) -> {
            List<Map<String, Object>> longer = new ArrayList<>();
            for (Map<String, Object> shorter : all) {
                for (Object value : list) {
                    Map<String, Object> next = new LinkedHashMap<>(shorter);
                    if (value != null) {
                        next.put(field, value);
                    }
                    longer.add(next);
                }
            }
            all.clear();
            all.addAll(longer);
        });
        return all;
    }
}

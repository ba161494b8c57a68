package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.FactTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnumNamesTest {

    static Stream<String> enumSchemas() {
        return SPEC.components("schemas").keySet().stream()
                .filter(name -> schema(name).containsKey("enum"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("enumSchemas")
    void names_ofEveryEnum_areThoseOfTheTable(String schema) {
        List<Map<String, String>> rows = FactTable.rows("enum-names.txt").stream()
                .filter(row -> row.get("schema").equals(schema))
                .toList();

        assertThat(SpecFile.texts(schema(schema).get("enum")))
                .as(schema)
                .isEqualTo(rows.stream().map(row -> row.get("value")).toList());
        assertThat(schema(schema).get("x-enum-varnames"))
                .as(schema)
                .isEqualTo(rows.stream().map(row -> row.get("name")).toList());
        assertThat(rows).as(schema).extracting(row -> row.get("name")).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("enumSchemas")
    void names_ofEveryEnum_areJavaConstants(String schema) {
        assertThat(SpecFile.texts(schema(schema).get("x-enum-varnames")))
                .as(schema)
                .allSatisfy(name -> {
                    assertThat(name).matches("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
                    assertThat(SourceVersion.isName(name)).isTrue();
                });
    }

    /** Unquoted, 16:9 would be a number to YAML, and 8 in quotes would be text to JSON. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("enumSchemas")
    void values_ofEveryEnum_haveTheTypeOfTheirSchema(String schema) {
        Class<?> type = Map.of("string", String.class, "integer", Integer.class)
                .get(schema(schema).get("type"));

        assertThat(SpecFile.list(schema(schema).get("enum")))
                .as(schema)
                .doesNotHaveDuplicates()
                .hasOnlyElementsOfType(type);
    }

    /** The generator would derive unsuitable names for an inline enum. */
    @Test
    void properties_ofTheRequests_takeTheirEnumsFromNamedSchemas() {
        FieldFact.all().forEach(fact -> {
            Object properties = SPEC.requestSchema(fact.path()).get("properties");
            assertThat(SpecFile.map(SpecFile.map(properties).get(fact.field())))
                    .as("%s", fact)
                    .doesNotContainKey("enum");
        });
    }

    private static Map<String, Object> schema(String name) {
        return SpecFile.map(SPEC.components("schemas").get(name));
    }
}

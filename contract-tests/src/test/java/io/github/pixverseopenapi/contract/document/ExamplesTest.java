package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.FactTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

    record Example(String place, Map<String, Object> schema, Object value) {
        @Override
        public String toString() {
            return place;
        }
    }

    static Stream<Example> requests() {
        return SPEC.videoOperations().stream()
                .flatMap(operation ->
                        examples(operation.path(), SpecFile.map(operation.body().get("requestBody"))));
    }

    static Stream<Example> responses() {
        return SPEC.components("responses").entrySet().stream()
                .flatMap(response -> examples(response.getKey(), SpecFile.map(response.getValue())));
    }

    static Stream<Example> errors() {
        return responses().filter(example -> example.schema().equals(Map.of("$ref", "#/components/schemas/ErrorBody")));
    }

    private static Stream<Example> examples(String owner, Map<String, Object> holder) {
        List<Example> found = new ArrayList<>();
        SpecFile.map(holder.get("content")).forEach((type, value) -> {
            Map<String, Object> media = SpecFile.map(value);
            Map<String, Object> schema = SpecFile.map(media.get("schema"));
            if (media.containsKey("example")) {
                found.add(new Example(owner + " " + type, schema, media.get("example")));
            }
            if (media.containsKey("examples")) {
                SpecFile.map(media.get("examples"))
                        .forEach((name, example) -> found.add(new Example(
                                owner + " " + type + " " + name,
                                schema,
                                SPEC.resolve(example).get("value"))));
            }
        });
        return found.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"requests", "responses"})
    void example_inTheDocument_isValid(Example example) {
        assertThat(SchemaValidator.of(SPEC, example.schema()).faults(example.value()))
                .as("%s", example)
                .isEmpty();
    }

    static Stream<Example> properties() {
        return SPEC.components("schemas").entrySet().stream().flatMap(schema -> {
            Object properties = SpecFile.map(schema.getValue()).get("properties");
            return properties == null
                    ? Stream.empty()
                    : SpecFile.map(properties).entrySet().stream()
                            .map(property -> property(schema.getKey(), property.getKey(), property.getValue()));
        });
    }

    private static Example property(String schema, String name, Object property) {
        return new Example(
                schema + "." + name,
                SpecFile.map(property),
                SpecFile.map(property).get("example"));
    }

    /** A tool that finds none invents a value, which may be paid. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("properties")
    void property_inTheDocument_hasAValidExample(Example example) {
        if (!example.schema().containsKey("example")) {
            assertThat(example.schema().toString())
                    .as("%s: has an example, or its parts have", example)
                    .contains("#/components/schemas/");
            return;
        }
        assertThat(SchemaValidator.of(SPEC, example.schema()).faults(example.value()))
                .as("%s", example)
                .isEmpty();
    }

    /** Only the first of each operation: the demo sends it. */
    static Stream<Example> firstRequests() {
        return requests().filter(example -> example.place().endsWith(" defaults"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("firstRequests")
    void request_inTheDocument_showsTheFieldsOfTheTable(Example example) {
        Map<String, String> expected = new TreeMap<>();
        FactTable.rows("request-examples.txt").stream()
                .filter(row -> example.place().startsWith(row.get("path") + " "))
                .forEach(row -> expected.put(row.get("field"), row.get("value")));

        Map<String, String> found = new TreeMap<>();
        SpecFile.map(example.value())
                .forEach((field, value) -> found.put(field, field.equals("prompt") ? "*" : String.valueOf(value)));

        assertThat(found).as("%s", example).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("errors")
    void error_inTheDocument_statesItsReason(Example example) {
        assertThat(SpecFile.map(example.value()).get("error"))
                .as("%s", example)
                .asString()
                .isNotBlank()
                .isNotEqualTo("null");
    }

    @Test
    void html_inTheDocument_isAPage() {
        assertThat(responses().filter(example -> example.place().contains("text/html")))
                .isNotEmpty()
                .allSatisfy(example ->
                        assertThat(example.value()).asString().matches("<html><body>[A-Z][^<>]*\\.</body></html>"));
    }

    @Test
    void successAsJson_inTheDocument_hasTheShapesOfTheTable() {
        Map<String, String> expected = new TreeMap<>();
        FactTable.rows("success-json.txt").forEach(row -> expected.put(row.get("example"), row.get("field")));

        Map<String, String> found = new TreeMap<>();
        responses().filter(example -> example.place().startsWith("Video ")).forEach(example -> {
            String field = onlyField(example.value());
            found.put(example.place().replace("Video application/json ", ""), field);
            assertThat(onlyValue(example.value()))
                    .as("%s", example)
                    .asString()
                    .matches(field.equals("error") ? "\\S.*" : "https://example\\.com/[a-z]+\\.mp4");
        });

        assertThat(found).isEqualTo(expected);
    }

    /** The path to the only value of an object that may contain nested objects. */
    private static String onlyField(Object value) {
        Map.Entry<String, Object> entry = onlyEntry(value);
        return entry.getKey() + (entry.getValue() instanceof Map ? "." + onlyField(entry.getValue()) : "");
    }

    private static Object onlyValue(Object value) {
        return value instanceof Map ? onlyValue(onlyEntry(value).getValue()) : value;
    }

    private static Map.Entry<String, Object> onlyEntry(Object value) {
        assertThat(SpecFile.map(value)).hasSize(1);
        return SpecFile.map(value).entrySet().iterator().next();
    }

    static Stream<String> operations() {
        return SPEC.videoPaths().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_inTheDocument_hasSeveralRequestExamples(String path) {
        assertThat(requests().map(Example::place).filter(place -> place.startsWith(path + " ")))
                .as(path)
                .hasSizeGreaterThan(1)
                .first()
                .isEqualTo(path + " application/json defaults");
    }
}

package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        return SPEC.operations().stream().flatMap(operation ->
                examples(operation.path(), SpecFile.map(operation.body().get("requestBody"))));
    }

    static Stream<Example> responses() {
        return SPEC.components("responses").entrySet().stream()
                .flatMap(response -> examples(response.getKey(), SpecFile.map(response.getValue())));
    }

    static Stream<Example> errors() {
        return responses().filter(example -> !example.place().startsWith("Video")
                && example.place().contains("application/json"));
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
                SpecFile.map(media.get("examples")).forEach((name, example) -> found.add(new Example(
                        owner + " " + type + " " + name, schema, SpecFile.map(example).get("value"))));
            }
        });
        return found.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"requests", "responses"})
    void example_inTheDocument_isValid(Example example) {
        assertThat(Judge.of(SPEC, example.schema()).faults(example.value())).as("%s", example).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void request_inTheDocument_nowhereHoldsAnUnknownField(Example example) {
        String path = example.place().split(" ")[0];

        assertThat(SpecFile.map(example.value()).keySet()).as("%s", example)
                .isSubsetOf(FieldFact.of(path).stream().map(FieldFact::field).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("errors")
    void error_inTheDocument_tellsItsReason(Example example) {
        assertThat(SpecFile.map(example.value()).get("error")).as("%s", example).asString()
                .isNotBlank().isNotEqualTo("null");
    }

    static Stream<String> operations() {
        return SPEC.paths().keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_inTheDocument_hasARequestExample(String path) {
        assertThat(requests()).as(path).anyMatch(example -> example.place().startsWith(path + " "));
    }
}

package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldFactsTest {

    static Stream<FieldFact> facts() {
        return FieldFact.all();
    }

    static List<String> paths() {
        return SPEC.videoPaths();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("facts")
    void field_inTheDocument_matchesThePage(FieldFact fact) {
        assertThat(FieldRule.in(SPEC, fact.path(), fact.field()))
                .as(fact.place())
                .isEqualTo(fact.rule());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("facts")
    void field_onAPageThatContradictsItself_statesItsOrigin(FieldFact fact) {
        assertThat(SPEC.property(fact.path(), fact.field()).get("x-documented-in"))
                .as(fact.place())
                .isEqualTo(fact.half());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void fields_ofTheDocument_areAllInTheTable(String path) {
        assertThat(SpecFile.map(SPEC.requestSchema(path).get("properties")).keySet())
                .as(path)
                .containsExactlyInAnyOrderElementsOf(
                        FieldFact.of(path).stream().map(FieldFact::field).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void required_inTheDocument_namesKnownFieldsOnce(String path) {
        assertThat(SpecFile.texts(SPEC.requestSchema(path).get("required")))
                .as(path)
                .containsExactlyInAnyOrderElementsOf(FieldFact.of(path).stream()
                        .filter(fact -> fact.rule().required())
                        .map(FieldFact::field)
                        .toList());
    }

    /** The client sets these defaults; the caller must set the remaining fields. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void requiredFields_withoutADefault_areThoseForWhichThePageStatesNone(String path) {
        List<String> withoutDefault = SpecFile.texts(SPEC.requestSchema(path).get("required")).stream()
                .filter(field -> !SPEC.property(path, field).containsKey("default"))
                .toList();

        assertThat(withoutDefault)
                .as(path)
                .containsExactlyInAnyOrderElementsOf(FieldFact.of(path).stream()
                        .filter(fact -> fact.rule().required() && !fact.rule().hasPreset())
                        .map(FieldFact::field)
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void request_thatIsNoObject_isRejected(String path) {
        SchemaValidator validator = SchemaValidator.ofRequest(SPEC, path);

        assertThat(Stream.of("text", 5, true, List.of(), List.of(SampleRequests.valid(path)))
                        .filter(validator::accepts))
                .as(path)
                .isEmpty();
        // An excluded pair rejects these too; generators read the type only.
        assertThat(SPEC.requestSchema(path)).as(path).containsEntry("type", "object");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void defaults_ofTheDocument_areValid(String path) {
        SpecFile.map(SPEC.requestSchema(path).get("properties")).forEach((field, property) -> {
            Object preset = SPEC.flat(property).get("default");
            if (preset != null) {
                assertThat(SchemaValidator.of(SPEC, property).faults(preset))
                        .as("default of %s on %s", field, path)
                        .isEmpty();
            }
        });
    }
}

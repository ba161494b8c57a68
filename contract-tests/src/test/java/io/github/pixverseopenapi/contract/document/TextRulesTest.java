package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for texts stand on no page: they are assumptions, listed in openapi/README.md. */
class TextRulesTest {
    private static final List<String> GOOD_PROMPTS = List.of("x", " x", "x ", "\n\tx", "\u96e8", "a\nb");
    private static final List<String> BAD_PROMPTS = List.of("", " ", " \t\r\n ");
    private static final List<String> GOOD_URLS = List.of(
            "https://example.com/a.png", "http://example.com", "https://example.com:8443/a%20b?c=d&e=f#g",
            "http://127.0.0.1:8089/a.mp4", "http://[::1]/a");
    private static final List<String> BAD_URLS = List.of(
            "", " ", "a.png", "/a.png", "//example.com/a.png", "ftp://example.com/a.png", "file:///a.png",
            "data:image/png;base64,AAAA", "https://", "https:///a.png", "https://example.com/a b",
            " https://example.com", "https://example.com/a\n", "https://example.com/\u00e9");

    static Stream<Arguments> prompts() {
        return cases(FieldFact.all().filter(fact -> fact.field().equals("prompt")), GOOD_PROMPTS, BAD_PROMPTS);
    }

    static Stream<Arguments> urls() {
        return cases(FieldFact.all().filter(fact -> fact.field().endsWith("_url")), GOOD_URLS, BAD_URLS);
    }

    private static Stream<Arguments> cases(Stream<FieldFact> fields, List<String> good, List<String> bad) {
        return fields.flatMap(fact -> Stream.concat(
                good.stream().map(value -> Arguments.of(fact.path(), fact.field(), value, true)),
                bad.stream().map(value -> Arguments.of(fact.path(), fact.field(), value, false))));
    }

    @ParameterizedTest(name = "{0} {1} ''{2}'' valid: {3}")
    @MethodSource("prompts")
    void prompt_byItsText_isAcceptedOrRefused(String path, String field, String value, boolean valid) {
        assertThat(Judge.ofRequest(SPEC, path).accepts(Requests.valid(path, field, value)))
                .as("'%s' as %s of %s is valid", value, field, path).isEqualTo(valid);
    }

    @ParameterizedTest(name = "{0} {1} ''{2}'' valid: {3}")
    @MethodSource("urls")
    void url_byItsText_isAcceptedOrRefused(String path, String field, String value, boolean valid) {
        assertThat(Judge.ofRequest(SPEC, path).accepts(Requests.valid(path, field, value)))
                .as("'%s' as %s of %s is valid", value, field, path).isEqualTo(valid);
    }

    static Stream<FieldFact> otherFields() {
        return FieldFact.all().filter(fact -> !fact.field().equals("prompt") && !fact.field().endsWith("_url"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherFields")
    void otherField_whateverItsType_hasNoRuleForItsText(FieldFact fact) {
        assertThat(SPEC.property(fact.path(), fact.field())).as(fact.place())
                .doesNotContainKeys("minLength", "pattern");
    }

    static List<String> paths() {
        return List.copyOf(SPEC.paths().keySet());
    }

    /** Whether the service refuses a field that it does not know is open, so the document must not. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void field_thatTheDocumentDoesNotKnow_isAccepted(String path) {
        assertThat(Judge.ofRequest(SPEC, path).faults(Requests.valid(path, "not_known_yet", "x"))).isEmpty();
    }
}

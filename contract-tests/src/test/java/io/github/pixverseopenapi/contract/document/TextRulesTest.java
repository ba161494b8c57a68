package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.FactTable.NOTHING;
import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for texts stand on no page: they are assumptions, listed in openapi/README.md. */
class TextRulesTest {
    private static final List<String> GOOD_PROMPTS = List.of("x", " x", "x ", "\n\tx", "\rx", "\u96e8", "a\nb");
    private static final List<String> BAD_PROMPTS = List.of("", " ", " \t\r\n ");
    private static final List<String> GOOD_URLS = List.of(
            "https://example.com/a.png", "http://example.com", "https://example.com:8443/a%20b?c=d&e=f#g",
            "http://127.0.0.1:8089/a.mp4", "http://[::1]/a", "https://Example.com", "https://A.com", "https://Z.com",
            "https://a.com", "https://z.com", "https://0.com", "https://9.com", "https://example.com/!~");
    private static final List<String> BAD_URLS = List.of(
            "", " ", "a.png", "/a.png", "//example.com/a.png", "ftp://example.com/a.png", "file:///a.png",
            "data:image/png;base64,AAAA", "https://", "https:///a.png", "https://example.com/a b",
            " https://example.com", "https://example.com/a\n", "https://example.com/\u00e9",
            "https://example.com/\u007f", "https://:80/a", "https://@example.com", "https://`a", "https://{a}");

    private static final Map<String, Judge> JUDGES = paths().stream()
            .collect(toMap(path -> path, path -> Judge.ofRequest(SPEC, path)));

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
        assertThat(JUDGES.get(path).accepts(Requests.valid(path, field, value)))
                .as("'%s' as %s of %s is valid", value, field, path).isEqualTo(valid);
    }

    @ParameterizedTest(name = "{0} {1} ''{2}'' valid: {3}")
    @MethodSource("urls")
    void url_byItsText_isAcceptedOrRefused(String path, String field, String value, boolean valid) {
        assertThat(JUDGES.get(path).accepts(Requests.valid(path, field, value)))
                .as("'%s' as %s of %s is valid", value, field, path).isEqualTo(valid);
    }

    /** By the pattern alone: not every reader of the document knows the format or the shortest length. */
    @ParameterizedTest(name = "{0} {1} ''{2}'' valid: {3}")
    @MethodSource({"prompts", "urls"})
    void text_byItsPatternAlone_isAcceptedOrRefused(String path, String field, String value, boolean valid) {
        String pattern = String.valueOf(SPEC.property(path, field).get("pattern"));
        // In the document's dialect, ECMA-262, $ is the very end; in Java a line break may follow.
        Pattern inJava = Pattern.compile(pattern.replaceFirst("\\$$", "\\\\z"));

        assertThat(inJava.matcher(value).find()).as("'%s' matches %s", value, pattern).isEqualTo(valid);
    }

    @Test
    void rulesForTexts_ofTheDocument_areThoseOfTheTable() {
        FactTable.rows("text-rules.txt").forEach(row -> {
            List<FieldFact> facts = FieldFact.all().filter(fact -> fact.field().equals(row.get("field"))).toList();
            assertThat(facts).isNotEmpty().allSatisfy(fact -> {
                Map<String, Object> property = SPEC.property(fact.path(), fact.field());
                assertThat(property.getOrDefault("minLength", NOTHING)).as(fact.place())
                        .hasToString(row.get("min length"));
                assertThat(property.get("x-allowed")).as(fact.place()).isEqualTo(row.get("in words"));
            });
        });
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
        assertThat(JUDGES.get(path).faults(Requests.valid(path, "not_known_yet", "x"))).isEmpty();
    }
}

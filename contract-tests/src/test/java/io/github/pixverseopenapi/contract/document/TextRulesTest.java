package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static io.github.pixverseopenapi.contract.fixtures.FactTable.NOTHING;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.FactTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No page documents the constraints of texts: they are assumptions, listed in openapi/README.md. */
class TextRulesTest {
    private static final List<String> GOOD_PROMPTS = List.of("x", " x", "x ", "\n\tx", "\rx", "\u96e8", "a\nb");
    private static final List<String> BAD_PROMPTS = List.of("", " ", " \t\r\n ");
    private static final List<String> GOOD_URLS = List.of(
            "https://example.com/a.png",
            "http://example.com",
            "https://example.com:8443/a%20b?c=d&e=f#g",
            "http://127.0.0.1:8089/a.mp4",
            "http://[::1]/a",
            "https://user:secret@[::1]",
            "https://a:",
            "https://a:0123456789#",
            "https://Example.com",
            "https://A.com",
            "https://Z.com",
            "https://a.com",
            "https://z.com",
            "https://0.com",
            "https://9.com",
            "https://example.com/!~");
    private static final List<String> BAD_URLS = List.of(
            "",
            " ",
            "a.png",
            "/a.png",
            "//example.com/a.png",
            "ftp://example.com/a.png",
            "file:///a.png",
            "data:image/png;base64,AAAA",
            "https://",
            "https:///a.png",
            "https://example.com/a b",
            " https://example.com",
            "https://example.com/a\n",
            "https://example.com/\u00e9",
            "https://example.com/\u007f",
            "https://:80/a",
            "https://@example.com",
            "https://`a",
            "https://{a}",
            "https://yK<e",
            "https://a:8x",
            "https://a:x",
            "https://a:b/c@d",
            "https://a#b#c",
            "https://a@b@c",
            "https://a@",
            "https://a@:1",
            "https://a@-b",
            "https://a@_b",
            "https://[::1]a",
            "https://[::1]@a",
            "https://a:8080:80");

    /** The characters that RFC 3986 allows in addition to letters and digits. */
    private static final String IN_USER_INFO = "-._~!$&'()*+,;=:";

    private static final String IN_HOST = IN_USER_INFO.replace(":", "");
    private static final String IN_PATH = IN_USER_INFO + "@/";
    private static final String IN_QUERY = IN_PATH + "?";

    private static final Map<String, SchemaValidator> VALIDATORS =
            paths().stream().collect(toMap(path -> path, path -> SchemaValidator.ofRequest(SPEC, path)));
    /** Created once: thousands of URLs are validated for each of the thousands of mutations of the document. */
    private static final List<FieldFact> URLS =
            FieldFact.all().filter(fact -> fact.field().endsWith("_url")).toList();

    private static final Map<FieldFact, Pattern> PATTERNS =
            URLS.stream().collect(toMap(fact -> fact, TextRulesTest::inJava));
    private static final Map<FieldFact, Map<String, Object>> VALID =
            URLS.stream().collect(toMap(fact -> fact, fact -> SampleRequests.valid(fact.path())));

    /**
     * The position of a character in a URL, the allowed characters, and the characters that start the next
     * component.
     */
    static Stream<Arguments> partsOfUrls() {
        return Stream.of(
                Arguments.of("https://%sa@example.com/", "", ""),
                Arguments.of("https://%s", "", ""),
                Arguments.of("https://a@%s", "", ""),
                Arguments.of("https://a%s@example.com/", IN_USER_INFO, "@/?#"),
                Arguments.of("https://a%%41%s@example.com/", IN_USER_INFO, "@/?#"),
                Arguments.of("https://a%s", IN_HOST, "@/?#:"),
                Arguments.of("https://a/%s", IN_PATH, "?#"),
                Arguments.of("https://a/%%41%s", IN_PATH, "?#"),
                Arguments.of("https://a?%s", IN_QUERY, "#"),
                Arguments.of("https://a#%s", IN_QUERY, ""),
                Arguments.of("https://a#%%41%s", IN_QUERY, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("partsOfUrls")
    void url_withAnyAsciiCharacterInAPart_isAcceptedIfRfc3986AllowsIt(String form, String allowed, String delimiters) {
        for (char character = ' '; character <= '\u007f'; character++) {
            if (delimiters.indexOf(character) < 0) {
                assertUrl(form.formatted(character), isAlphanumeric(character) || allowed.indexOf(character) >= 0);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://a%s@a",
                "https://a%%00%s@a",
                "https://a/%s",
                "https://a/%%00%s",
                "https://a#%s",
                "https://a#%%00%s"
            })
    void url_withAPercentSign_isAcceptedBeforeTwoHexadecimalDigitsOnly(String form) {
        for (String good : List.of("%00", "%9A", "%aF", "%f9", "%Af%0a", "%20b%7e", "%20b%7ec%7E")) {
            assertUrl(form.formatted(good), true);
        }
        for (String bad : List.of(
                "%",
                "%0", "%0g", "%g0", "%0G", "%G0", "%0/", "%/0", "%0:", "%:0", "%0@", "%@0", "%0`", "%`0", "%%00",
                "%20%", "%20b%", "%20%2", "%20b%2x")) {
            assertUrl(form.formatted(bad), false);
        }
    }

    /** Every way to shorten an address by two colons, and one group too few or too many. */
    @Test
    void url_withAnIpv6Address_isAcceptedIfRfc3986AllowsIt() {
        for (int before = 0; before <= 9; before++) {
            assertIpv6(groups(before, "0"), before == 8);
            for (int after = 0; after <= 8; after++) {
                boolean fits = before + after <= 7;
                assertIpv6(groups(before, "19aF") + "::" + groups(after, "Af09"), fits);
                if (fits) {
                    assertIpv6Group(before, after);
                }
            }
        }
        for (String bad : List.of(
                "",
                ":",
                ":::",
                "1::2::3",
                "::1:",
                ":1::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8::",
                "::1]",
                "[::1",
                "v1.a",
                "fe80::1%eth0",
                "fe80::1%25eth0",
                "127.0.0.1",
                "a")) {
            assertIpv6(bad, false);
        }
    }

    /** Each group in turn with digits that are none, and with one too many or none at all. */
    private static void assertIpv6Group(int before, int after) {
        for (int changed = 0; changed < before + after; changed++) {
            for (String group : List.of("/", "@", "g", "G", "`", "12345", ":", "")) {
                String start = changed < before ? groups(before, "1", changed, group) : groups(before, "1");
                String end = changed < before ? groups(after, "1") : groups(after, "1", changed - before, group);
                boolean neighbour = group.isEmpty() && (changed == before - 1 || changed == before);
                if (!neighbour) {
                    assertIpv6(start + "::" + end, false);
                }
            }
        }
    }

    private static String groups(int count, String group) {
        return String.join(":", Collections.nCopies(count, group));
    }

    private static String groups(int count, String group, int changed, String other) {
        List<String> groups = new ArrayList<>(Collections.nCopies(count, group));
        groups.set(changed, other);
        return String.join(":", groups);
    }

    /** To the letter: a few changes to it make no difference for any URL above. */
    @Test
    void urlPattern_ofEveryField_isTheDocumentedOne() throws IOException {
        String pattern = Files.readString(Path.of("src", "test", "resources", "documented-facts", "url-pattern.txt"))
                .strip();
        assertThat(URLS)
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(
                                SPEC.property(fact.path(), fact.field()).get("pattern"))
                        .as(fact.place())
                        .isEqualTo(pattern));
    }

    private static void assertIpv6(String address, boolean valid) {
        assertUrl("http://[" + address + "]:8089/a.png", valid);
    }

    /** Validates every URL field by the document, and by the pattern alone. */
    private static void assertUrl(String url, boolean valid) {
        assertThat(URLS).isNotEmpty().allSatisfy(fact -> {
            assertThat(PATTERNS.get(fact).matcher(url).find())
                    .as("'%s' matches the pattern of %s", url, fact.place())
                    .isEqualTo(valid);
            assertThat(VALIDATORS.get(fact.path()).accepts(withUrl(fact, url)))
                    .as("'%s' as %s is valid", url, fact.place())
                    .isEqualTo(valid);
        });
    }

    private static boolean isAlphanumeric(char character) {
        return character < 128 && Character.isLetterOrDigit(character);
    }

    /** In the document's dialect, ECMA-262, $ is the very end; in Java a line break may follow. */
    private static Map<String, Object> withUrl(FieldFact fact, String url) {
        Map<String, Object> request = new LinkedHashMap<>(VALID.get(fact));
        request.put(fact.field(), url);
        return request;
    }

    private static Pattern inJava(FieldFact fact) {
        String pattern = String.valueOf(SPEC.property(fact.path(), fact.field()).get("pattern"));
        return Pattern.compile(pattern.replaceFirst("\\$$", "\\\\z"));
    }

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
    void prompt_byItsText_isAcceptedOrRejected(String path, String field, String value, boolean valid) {
        assertThat(VALIDATORS.get(path).accepts(SampleRequests.valid(path, field, value)))
                .as("'%s' as %s of %s is valid", value, field, path)
                .isEqualTo(valid);
    }

    @ParameterizedTest(name = "{0} {1} ''{2}'' valid: {3}")
    @MethodSource("urls")
    void url_byItsText_isAcceptedOrRejected(String path, String field, String value, boolean valid) {
        assertThat(VALIDATORS.get(path).accepts(SampleRequests.valid(path, field, value)))
                .as("'%s' as %s of %s is valid", value, field, path)
                .isEqualTo(valid);
    }

    /** By the pattern alone: not every reader of the document knows the format or the shortest length. */
    @ParameterizedTest(name = "{0} {1} ''{2}'' valid: {3}")
    @MethodSource({"prompts", "urls"})
    void text_byItsPatternAlone_isAcceptedOrRejected(String path, String field, String value, boolean valid) {
        String pattern = String.valueOf(SPEC.property(path, field).get("pattern"));
        // In the document's dialect, ECMA-262, $ is the very end; in Java a line break may follow.
        Pattern inJava = Pattern.compile(pattern.replaceFirst("\\$$", "\\\\z"));

        assertThat(inJava.matcher(value).find())
                .as("'%s' matches %s", value, pattern)
                .isEqualTo(valid);
    }

    @Test
    void rulesForTexts_ofTheDocument_areThoseOfTheTable() {
        FactTable.rows("text-rules.txt").forEach(row -> {
            List<FieldFact> facts = FieldFact.all()
                    .filter(fact -> fact.field().equals(row.get("field")))
                    .toList();
            assertThat(facts).isNotEmpty().allSatisfy(fact -> {
                Map<String, Object> property = SPEC.property(fact.path(), fact.field());
                assertThat(property.getOrDefault("minLength", NOTHING))
                        .as(fact.place())
                        .hasToString(row.get("min length"));
                assertThat(property.get("x-allowed")).as(fact.place()).isEqualTo(row.get("in words"));
            });
        });
    }

    static Stream<FieldFact> otherFields() {
        return FieldFact.all()
                .filter(fact -> !fact.field().equals("prompt") && !fact.field().endsWith("_url"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherFields")
    void otherField_whateverItsType_hasNoRuleForItsText(FieldFact fact) {
        assertThat(SPEC.property(fact.path(), fact.field()))
                .as(fact.place())
                .doesNotContainKeys("minLength", "pattern");
    }

    static List<String> paths() {
        return SPEC.videoPaths();
    }

    /** It is unknown whether the service rejects unknown fields, so the document must accept them. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void field_thatTheDocumentDoesNotKnow_isAccepted(String path) {
        assertThat(VALIDATORS.get(path).faults(SampleRequests.valid(path, "not_known_yet", "x")))
                .isEmpty();
    }
}

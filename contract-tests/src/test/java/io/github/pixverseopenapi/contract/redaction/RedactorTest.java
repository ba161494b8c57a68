package io.github.pixverseopenapi.contract.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.fixtures.QuotedKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pit-redaction")
class RedactorTest {

    private static final String KEY = "ab/cd+Key-0123456789";
    private static final String AWKWARD_KEY = "q\"u\\o&t<e%41d\\n'k;e#y";

    private final Redactor redactor = Redactor.of(KEY);

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CUT", "BASE64_AFTER_ONE_BYTE", "BASE64_AFTER_TWO_BYTES"})
    void redact_keyInAnyForm_isReplacedAsAWhole(QuotedKey form) {
        String quoted = form.of(KEY).replaceAll("=+$", "");

        assertThat(redactor.redact("Key " + quoted + " is unknown")).matches("Key <redacted>.? is unknown");
        assertThat(redactor.finds("Key " + quoted + " is unknown")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void redact_keyInAnyForm_leavesNoTrace(QuotedKey form) {
        assertThat(redactor.redact("{\"error\":\"" + form.of(KEY) + "\"}")).contains(Redactor.MARK);
        for (String trace : form.traces(KEY)) {
            assertThat(redactor.redact("{\"error\":\"" + form.of(KEY) + "\"}")).doesNotContainIgnoringCase(trace);
            assertThat(redactor.redact(form.of(KEY))).doesNotContainIgnoringCase(trace);
        }
    }

    @ParameterizedTest
    @EnumSource
    void redact_json_staysJson(QuotedKey form) {
        String json = "{\"error\":\"line\\\\" + form.of(KEY) + "\"}";

        assertThat(JsonParser.parseString(redactor.redact(json))
                        .getAsJsonObject()
                        .keySet())
                .containsExactly("error");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CUT", "BASE64_AFTER_ONE_BYTE", "BASE64_AFTER_TWO_BYTES"})
    void redact_keyOfSpecialCharacters_isReplaced(QuotedKey form) {
        assertThat(Redactor.of(AWKWARD_KEY).redact("x" + form.of(AWKWARD_KEY) + " y"))
                .startsWith("x<redacted>");
    }

    @Test
    void redact_keyInsideLongerWord_isReplaced() {
        assertThat(redactor.redact("x" + KEY + KEY + "y" + KEY)).isEqualTo("x<redacted>y<redacted>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nothing", "ab/cd", "AB/CD+", "ab/cd+ and Key-0123456789", "100%", "a\\u", "&#", "\\", "%4"})
    void redact_textWithoutTheKey_staysAsItIs(String text) {
        assertThat(redactor.redact(text + " ")).isEqualTo(text + " ");
        assertThat(redactor.finds(text + " ")).isFalse();
    }

    @Test
    void redact_characterAfterAscii_stays() {
        assertThat(redactor.redact("\u0080 ")).isEqualTo("\u0080 ");
    }

    @Test
    void redact_moreThanFiveEncodings_stay() {
        String five = KEY.replace("/", "%252525252F");
        String six = KEY.replace("/", "%25252525252F");

        assertThat(redactor.redact(five)).isEqualTo(Redactor.MARK);
        assertThat(redactor.redact(six)).isEqualTo(six);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Key ab/cd+ | Key <redacted>",
                "Key ab/cd | Key ab/cd",
                "Key ab/cd+Key-012345678 | Key <redacted>",
                "Key ab/cd+Key… is | Key <redacted>… is",
                "Key ab/cd+Key... is | Key <redacted>... is",
                "Key ab/cd+Key**** is | Key <redacted>**** is",
                "Key ab\\/cd+K\\u00 | Key <redacted>\\u00",
                "Key ab%2Fcd%2BK% | Key <redacted>%",
                "Key `ab/cd+Key` is | Key `<redacted>` is",
                "Key \"ab/cd+Key\" is | Key \"<redacted>\" is",
                "Key (ab/cd+Key) is | Key (<redacted>) is",
                "Key ab/cd+Key-01234 is | Key <redacted> is",
                "Key ab/cd+Key-0123 is | Key ab/cd+Key-0123 is"
            })
    void redact_truncatedKey_isReplaced(String text, String redacted) {
        assertThat(redactor.redact(text)).isEqualTo(redacted);
    }

    /** Nine of eleven characters would reveal a key; eight are an ordinary word in this test. */
    @Test
    void redact_lessThanThreeQuartersOfTheKey_stays() {
        assertThat(Redactor.of("sandbox-key").redact("x-sandbox-provenance sandbox-k1"))
                .isEqualTo("x-sandbox-provenance <redacted>1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_530, 49_150, 49_152, 65_535, 65_536, 98_300, 200_000})
    void redact_longText_findsTheKeyAnywhere(int before) {
        String text = ".".repeat(before) + QuotedKey.JSON_UNICODE.of(KEY) + ".".repeat(70_000);

        assertThat(redactor.redact(text)).isEqualTo(".".repeat(before) + Redactor.MARK + ".".repeat(70_000));
    }

    @Test
    void redact_bytes_replacesTheKeyAndKeepsTheRest() {
        byte[] binary = {(byte) 0xff, 0, 1};

        assertThat(redactor.redact(binary)).isSameAs(binary);
        assertThat(redactor.redact(("\u00e9" + KEY).getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(("\u00e9" + Redactor.MARK).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(redactor.redact(("\u20ac" + QuotedKey.ZERO_WIDTH_INSIDE.of(KEY)).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(("\u20ac" + Redactor.MARK).getBytes(StandardCharsets.UTF_8));
        assertThat(redactor.finds(("\0" + String.join("\0", KEY.split(""))).getBytes(StandardCharsets.UTF_16BE)))
                .isTrue();
        assertThat(redactor.finds(("\u00ff" + KEY).getBytes(StandardCharsets.ISO_8859_1)))
                .isTrue();
        assertThat(redactor.finds(binary)).isFalse();
    }

    @Test
    void redact_headers_replacesTheKeyInNamesAndValues() {
        assertThat(redactor.redact(Map.of(KEY, List.of("a", KEY.toUpperCase(java.util.Locale.ROOT)))))
                .containsExactly(Map.entry(Redactor.MARK, List.of("a", Redactor.MARK)));
    }

    @Test
    void redact_withoutAKey_changesNothing() {
        assertThat(Redactor.none().redact(KEY)).isEqualTo(KEY);
        assertThat(Redactor.none().finds(KEY)).isFalse();
    }

    @Test
    void redactLine_hostileText_hasNeitherTheKeyNorControls() {
        assertThat(redactor.redactLine("a\u001b[1;31m " + KEY + "\u001b[0m\n\u202e\u200bb\u009b2J c\r\ud800d\ufe0f"))
                .isEqualTo("a <redacted> b c d");
    }

    @Test
    void redactLine_keyWithAControlSequenceInside_isReplaced() {
        assertThat(redactor.redactLine("Key " + KEY.replace("/", "/\u001b[31m\u001b")))
                .isEqualTo("Key <redacted>");
    }

    @Test
    void redactLine_ofAnException_isItsMessageIfAny() {
        assertThat(redactor.redactLine(new IllegalStateException("no " + KEY))).isEqualTo("no <redacted>");
        assertThat(redactor.redactLine(new IllegalStateException())).isEqualTo("no message");
    }

    @Test
    void redact_everyAlignmentOfBase64_isFound() {
        for (int before = 0; before < 6; before++) {
            String encoded = Base64.getEncoder()
                    .encodeToString((".".repeat(before) + KEY + ".......").getBytes(StandardCharsets.UTF_8));
            assertThat(redactor.redact(encoded)).contains(Redactor.MARK).hasSizeLessThan(encoded.length());
        }
    }
}

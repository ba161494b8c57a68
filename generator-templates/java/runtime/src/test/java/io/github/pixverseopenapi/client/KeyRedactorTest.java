package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import okhttp3.Headers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pit-calls")
class KeyRedactorTest {
    private final KeyRedactor redactor = redactor("SG_ab/cd&<09>");

    private static KeyRedactor redactor(String key) {
        try {
            return new KeyRedactor(ApiKey.from(() -> key));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SG_ab/cd&<09>", "sg_AB/CD&<09>", "SG_ab\\/cd&<09>", "SG_ab\\u002fcd\\u0026\\u003c09>",
                        "SG_ab\\\\/cd&<09>",
                "SG_ab%2Fcd%26%3C09%3E", "SG_ab%252fcd%2526%253c09%253e", "SG_ab/cd&amp;&lt;09&gt;",
                        "SG_ab&#47;cd&#x26;&#60;09>", "SG_\u200bab/cd\u0007&<\r\n09>"
            })
    void redact_howeverTheKeyIsWritten_removesIt(String written) {
        assertThat(redactor.redact("bad key '" + written + "'!")).isEqualTo("bad key '<redacted>'!");
    }

    /** No character but the first tells such a text from a harmless one. */
    @ParameterizedTest
    @ValueSource(
            strings = {"SG_abcd", "sg_abcd", "\\u0053G_abcd", "%53G_abcd", "&#x53;G_abcd", "&#83;G_abcd", "SG_a", "sg_a"
            })
    void redact_ofNothingButTheKey_removesIt(String written) {
        assertThat(redactor("SG_abcd").redact(written)).isEqualTo("<redacted>");
    }

    /** The lower case of the Kelvin sign is an ordinary k. */
    @Test
    void redact_ofAKeyInCharactersThatAreNotAscii_removesIt() {
        assertThat(redactor("kabcd").redact("\u212aabc")).isEqualTo("<redacted>");
    }

    @ParameterizedTest
    @CsvSource({"SG_a, <redacted>", "SG_ab/cd&<09, <redacted>", "sg_AB, <redacted>", "SG_, SG_", "SG_x, SG_x"})
    void redact_keyTruncatedAtTheEnd_isRemoved(String cut, String expected) {
        assertThat(redactor.redact("bad key " + cut)).isEqualTo("bad key " + expected);
    }

    @Test
    void redact_ofAKeyTooShortToBeSecret_changesNothing() {
        assertThat(redactor("abc").redact("abc")).isEqualTo("abc");
        assertThat(redactor("abcd").redact("abcd")).isEqualTo("<redacted>");
        assertThat(new KeyRedactor(null).redact("abcd")).isEqualTo("abcd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "abcd"})
    void isOf_theKeyThatItWasMadeFor_only(String key) throws IOException {
        assertThat(redactor(key).isOf(ApiKey.from(() -> key))).isTrue();
        assertThat(redactor(key).isOf(ApiKey.from(() -> key + "e"))).isFalse();
        assertThat(new KeyRedactor(null).isOf(ApiKey.from(() -> key))).isFalse();
    }

    @Test
    void redact_ofHtmlReferences_removesThoseOfTheKeyOnly() {
        assertThat(redactor("a\"b'c>d").redact("no a&quot;b&apos;c&gt;d")).isEqualTo("no <redacted>");
        assertThat(redactor("abcd").redact("&;&;&;&;")).isEqualTo("&;&;&;&;");
    }

    @Test
    void redactLine_ofControlsAndBidirectionalMarks_isOneVisibleLine() {
        assertThat(redactor.redactLine(" a\u001b[31mb\r\nc\u202ed\u200be\u2028f\u0085 "))
                .isEqualTo("a [31mb c d e f");
    }

    @ParameterizedTest
    @CsvSource({
        "'a b', 'a b'",
        "' a b', 'a b'",
        "'a b ', 'a b'",
        "'a  b', 'a b'",
        "'a\tb', 'a b'",
        "'a\u007fb', 'a b'",
        "'', ''"
    })
    void redactLine_ofSpaces_keepsSingleOnesBetweenWords(String text, String expected) {
        assertThat(redactor.redactLine(text)).isEqualTo(expected);
    }

    @Test
    void redact_ofHarmlessHeaders_keepsThem() {
        Headers harmless = Headers.of("x-cost", "0.5", "date", "Tue, 1 Dec 2026 04:00:00 GMT");
        assertThat(redactor.redact(harmless)).isSameAs(harmless);
    }

    @Test
    void redact_ofHeaders_leavesNoneWithTheKey() {
        assertThat(redactor.redact(Headers.of("x-request-id", "SG_ab/cd&<09>", "x-cost", "0.5")))
                .isEqualTo(Headers.of("x-request-id", "<redacted>", "x-cost", "0.5"));
    }

    @Test
    void redact_ofAnException_keepsItUnlessItQuotesTheKey() {
        IOException harmless = new IOException("reset", new IOException("by peer"));
        assertThat(redactor.redact(harmless)).isSameAs(harmless);
        assertThat(redactor.redact((Throwable) null)).isNull();
    }

    @Test
    void redact_ofAnExceptionWhoseCauseQuotesTheKey_keepsTheTraceOnly() {
        IOException quoting = new IOException("odd", new IOException("line: SG_ab/cd&<09>"));
        assertThat(redactor.redact(quoting))
                .hasNoCause()
                .hasMessage("java.io.IOException: odd")
                .extracting(Throwable::getStackTrace)
                .isEqualTo(quoting.getStackTrace());
        IOException suppressing = new IOException("odd SG_ab/cd&<09>");
        suppressing.addSuppressed(quoting);
        assertThat(redactor.redact(suppressing))
                .hasMessage("java.io.IOException: odd <redacted>")
                .hasNoSuppressedExceptions();
        IOException outer = new IOException("outer");
        outer.addSuppressed(quoting);
        assertThat(redactor.redact(outer)).isNotSameAs(outer);
    }

    @Test
    void redact_ofAnExceptionThatCausesItself_keepsIt() {
        IOException cause = new IOException("first");
        cause.initCause(new IOException("second", cause));
        assertThat(redactor.redact(cause)).isSameAs(cause);
        IOException suppressing = new IOException("first");
        IOException suppressed = new IOException("second");
        suppressing.addSuppressed(suppressed);
        suppressed.addSuppressed(suppressing);
        assertThat(redactor.redact(suppressing)).isSameAs(suppressing);
    }
}

package io.github.pixverseopenapi.contract.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pit-redaction")
class DecodedTextTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\\\\, \\",
                "\\/, /",
                "a\\, a",
                "a\\n, a",
                "%, ``",
                "%4, ``",
                "%41, A",
                "%4x, %4x",
                "\\x41, A",
                "\\u0041, A",
                "&amp;, &",
                "&#65;, A",
                "&#65, A",
                "&#x41;, A",
                "&#X41 , A"
            })
    void decoded_encodedCharacter_isTheCharacter(String text, String decoded) {
        assertThat(DecodedText.of(text, 0, text.length()).decoded().text()).isEqualTo(decoded);
    }

    @Test
    void decoded_firstAndLastReference_areCharacters() {
        assertThat(decoded("&#0;")).isEqualTo("\0");
        assertThat(decoded("&#xffff;")).isEqualTo("\uffff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&", "&amp", "&amp ", "&other;", "&#;", "&#x;", "&#x10000;", "&#12345678;", "plain"})
    void decoded_noEncoding_isTheSame(String text) {
        DecodedText whole = DecodedText.of(text, 0, text.length());

        assertThat(whole.decoded()).isSameAs(whole);
    }

    @Test
    void decoded_unprintableCharacters_areRemoved() {
        for (String text : List.of("\u0001", "\u007f", "\u009b", "\u200b", "\u001b[31m", "\ud800")) {
            assertThat(decoded(text)).isEmpty();
        }
        assertThat(decoded("\u001b \ud83c\udfac")).isEqualTo(" \ud83c\udfac");
    }

    @Test
    void decoded_part_pointsToTheOriginal() {
        DecodedText text = DecodedText.of("ab%2541c", 1, 7).decoded().decoded();

        assertThat(text.text()).isEqualTo("bA");
        assertThat(List.of(text.start(0), text.end(0), text.start(1), text.end(1)))
                .containsExactly(1, 2, 2, 7);
    }

    private static String decoded(String text) {
        return DecodedText.of(text, 0, text.length()).decoded().text();
    }
}

package io.github.pixverseopenapi.contract.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pit-redaction")
class TextSanitizerTest {

    @Test
    void abbreviate_longerText_endsWithAnEllipsis() {
        assertThat(TextSanitizer.abbreviate("abc", 4)).isEqualTo("abc");
        assertThat(TextSanitizer.abbreviate("abc", 3)).isEqualTo("abc");
        assertThat(TextSanitizer.abbreviate("abc", 2)).isEqualTo("ab…");
    }

    @Test
    void abbreviate_surrogatePairAtTheEnd_isNotCutInTwo() {
        assertThat(TextSanitizer.abbreviate("a\ud83c\udfacb", 2)).isEqualTo("a…");
        assertThat(TextSanitizer.abbreviate("a\ud83c\udfacb", 3)).isEqualTo("a\ud83c\udfac…");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 0x1f, 0x7f, 0x80, 0xad, 0x200b, 0x2028, 0x2029, 0xd800, 0xe000, 0xffff, 0x34f, 0xfe0f, 0x3164,
                0xe0100
            })
    void isUnprintable_characterWithoutAForm_isTrue(int codePoint) {
        assertThat(TextSanitizer.isUnprintable(codePoint)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {' ', '~', 0xa0, 0xe9, 0x301, 0x5d0, 0x1f3ac})
    void isUnprintable_visibleCharacterOrBlank_isFalse(int codePoint) {
        assertThat(TextSanitizer.isUnprintable(codePoint)).isFalse();
    }
}

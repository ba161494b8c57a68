package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexTranslatorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a$ ; a\\z", "^(?:a|b)*$ ; ^(?:a|b)*+\\z", "(a)+b ; (a)++b", "a*b+ ; a*b+", "(a)?(b){2} ; (a)?(b){2}",
                "(a)*?$ ; (a)*?\\z", "(a)*+(b)++ ; (a)*+(b)++", "a\\$ ; a\\$", "a\\\\$ ; a\\\\\\z",
                        "\\)*a\\)+ ; \\)*a\\)+",
                "[)*$]$ ; [)*$]\\z", "[\\])*]+ ; [\\])*]+", "[a\\\\](b)* ; [a\\\\](b)*+", "\\[(a)*] ; \\[(a)*+]",
                        "$a ; $a"
            })
    void toJava_withAnchorsAndRepeatedGroups_translatesThoseAlone(String expression, String translated) {
        assertThat(RegexTranslator.toJava(expression)).isEqualTo(translated);
    }
}

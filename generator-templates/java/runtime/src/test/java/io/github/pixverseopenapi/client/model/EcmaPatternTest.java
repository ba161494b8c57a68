package io.github.pixverseopenapi.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("pit-requests")
class EcmaPatternTest {
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
    void compile_withAnchorsAndRepeatedGroups_translatesThoseAlone(String expression, String translated) {
        assertThat(EcmaPattern.compile(expression)).hasToString(translated);
    }

    @Test
    void compile_withARepeatedGroup_matchesTextsOfAnyLength() {
        assertThat(EcmaPattern.compile("^(?:a|b)*$")
                        .matcher("ab".repeat(500_000))
                        .find())
                .isTrue();
    }
}

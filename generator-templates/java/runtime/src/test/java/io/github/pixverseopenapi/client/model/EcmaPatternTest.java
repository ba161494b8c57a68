package io.github.pixverseopenapi.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@Tag("pit-requests")
class EcmaPatternTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/patterns/ecma-to-java.csv", delimiter = ';')
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

package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RegexTranslatorTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/patterns/ecma-to-java.csv", delimiter = ';')
    void toJava_withAnchorsAndRepeatedGroups_translatesThoseAlone(String expression, String translated) {
        assertThat(RegexTranslator.toJava(expression)).isEqualTo(translated);
    }
}

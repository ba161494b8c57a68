package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pit-document")
class UsdTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "20", "0.50", "999999999.999999999"})
    void parse_amount_keepsItsDigits(String text) {
        assertThat(UsdText.parse("--budget", text)).isEqualTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a lot", "-1", "1e3", "1,5", ".5", "1000000000", "$1"})
    void parse_otherText_isRejectedWithTheOption(String text) {
        assertThatThrownBy(() -> UsdText.parse("--budget", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--budget must be an amount in US dollars, such as 20 or 0.50, but was '" + text + "'");
    }
}

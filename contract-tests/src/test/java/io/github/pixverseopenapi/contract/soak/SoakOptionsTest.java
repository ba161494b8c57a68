package io.github.pixverseopenapi.contract.soak;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.util.RestoreSystemProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RestoreSystemProperties
class SoakOptionsTest {
    private static final String CALLS = "pixverse.soak.calls";

    @ParameterizedTest
    @ValueSource(strings = {"10", "999", "-1", "many", ""})
    void calls_tooFewOrNoNumber_areRejected(String calls) {
        System.setProperty(CALLS, calls);

        assertThatThrownBy(SoakOptions::calls)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("pixverse.soak.calls must be a whole number from 1000 to 2147483647, but was ");
    }
}

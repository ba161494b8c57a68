package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pit-document")
class ContentLengthTest {
    @Test
    void requireValid_withoutTheHeader_throwsNothing() {
        assertThatCode(() -> ContentLength.requireValid(List.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4096", "999999999999999999"})
    void requireValid_oneNumber_throwsNothing(String length) {
        assertThatCode(() -> ContentLength.requireValid(List.of(length))).doesNotThrowAnyException();
        assertThatCode(() -> ContentLength.requireValid(List.of(length, length)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "1000000000000000000", "1e3", "5, 5"})
    void requireValid_otherText_namesIt(String length) {
        assertThatThrownBy(() -> ContentLength.requireValid(List.of(length)))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("header Content-Length must be one number of bytes, but was \"" + length + "\"");
    }

    @Test
    void requireValid_differentNumbers_namesThem() {
        assertThatThrownBy(() -> ContentLength.requireValid(List.of("5", "6", "5")))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("header Content-Length must be one number of bytes, but was \"5\", \"6\"");
    }
}

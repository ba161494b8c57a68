package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("pit-document")
class ContentLengthTest {
    @Test
    void problem_withoutTheHeader_isEmpty() {
        assertThat(ContentLength.problem(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4096", "999999999999999999"})
    void problem_ofOneNumber_isEmpty(String length) {
        assertThat(ContentLength.problem(List.of(length))).isEmpty();
        assertThat(ContentLength.problem(List.of(length, length))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "1000000000000000000", "1e3", "5, 5"})
    void problem_ofANonNumber_namesIt(String length) {
        assertThat(ContentLength.problem(List.of(length)))
                .contains("header Content-Length must be one number of bytes, but was \"" + length + "\"");
    }

    @Test
    void problem_ofDifferentNumbers_namesThem() {
        assertThat(ContentLength.problem(List.of("5", "6", "5")))
                .contains("header Content-Length must be one number of bytes, but was \"5\", \"6\"");
    }
}

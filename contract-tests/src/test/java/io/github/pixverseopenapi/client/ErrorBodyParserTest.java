package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorBodyParserTest {
    @Test
    void reason_isAtMost500CharactersLong() {
        assertThat(ErrorBodyParser.reason("x".repeat(500))).isEqualTo("x".repeat(500));
        assertThat(ErrorBodyParser.reason("x".repeat(501))).isEqualTo("x".repeat(500) + "…");
    }
}

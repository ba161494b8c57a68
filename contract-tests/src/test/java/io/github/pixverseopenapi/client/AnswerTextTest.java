package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerTextTest {
    @Test
    void reason_isAtMost500CharactersLong() {
        assertThat(AnswerText.reason("x".repeat(500))).isEqualTo("x".repeat(500));
        assertThat(AnswerText.reason("x".repeat(501))).isEqualTo("x".repeat(500) + "…");
    }
}

package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("pit-calls")
class ErrorBodyParserTest {
    private static final KeyRedactor NO_KEY = new KeyRedactor(null);

    @Test
    void reason_isAtMost500CharactersLong() {
        assertThat(reason("x".repeat(500))).isEqualTo("x".repeat(500));
        assertThat(reason("x".repeat(501))).isEqualTo("x".repeat(500) + "…");
    }

    @Test
    void reason_withTheKeyAtItsLimit_isRedactedBeforeItIsCut() throws IOException {
        KeyRedactor redactor = new KeyRedactor(ApiKey.from(() -> "SG_0123456789abcdef"));
        assertThat(ErrorBodyParser.reason("x".repeat(490) + "SG_0123456789abcdef", redactor))
                .isEqualTo("x".repeat(490) + "<redacted>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html><head><title>405</title></head><body><h1>Not Allowed</h1></body></html> | Not Allowed",
                "<STYLE>p {}</STYLE ><p>Busy<script>alert('<b>')</script> now                   | Busy now",
                "1 < 2                                                                          | 1 < 2",
                "<p                                                                             | <p",
                "a<header>b</header>c                                                           | a b c",
                "<script>never closed                                                           | never closed",
                "<style>a</style                                                                | a</style",
                "İ<style>x</style>y                                                             | İ x y",
                "<script                                                                        | <script"
            })
    void reason_ofAPage_isItsText(String page, String text) {
        assertThat(reason(page)).isEqualTo(text);
    }

    /** Took 13 seconds of CPU with a regular expression. Quadratic time would show as minutes. */
    @Test
    void reason_ofAPageOfOpeningBrackets_takesLinearTime() {
        assertThat(reason("<".repeat(4 << 20))).hasSize(501);
        assertThat(reason("<script>".repeat(1 << 19))).isEqualTo("(the response has no text)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"video\":{\"url\":\"https://a\"}} | https://a",
                "{\"output\":\"https://a\"} | https://a",
                "{\"output\":[]} |",
                "[] |",
                "no JSON |"
            })
    void videoAddress_isThatOfTheVideoOrNull(String body, String address) {
        assertThat(ErrorBodyParser.videoAddress(body)).isEqualTo(address);
    }

    private static String reason(String body) {
        return ErrorBodyParser.reason(body, NO_KEY);
    }
}

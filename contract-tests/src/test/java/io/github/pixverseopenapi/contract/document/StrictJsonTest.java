package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.stream.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The accepted JSON, and the messages for rejected JSON. */
@Tag("pit-document")
class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":{\"b\":1},\"c\":2}",
                "{\"a\":[1,{\"b\":[]},[2]],\"c\":null}",
                "{\"a\":true,\"b\":false,\"c\":\"d\",\"e\":-1.50}",
                "{\"a\":\"\\\\ud83c\",\"b\":\"\u20ac\"}"
            })
    void parse_json_isReadUnchanged(String json) throws Exception {
        assertThat(StrictJson.parseObject(json)).hasToString(json);
        assertThat(StrictJson.parseObject(json.getBytes(StandardCharsets.UTF_8)))
                .hasToString(json);
    }

    @Test
    void parse_halfASurrogatePair_isText() throws Exception {
        assertThat(StrictJson.parseObject("{\"a\":\"\\ud83c\",\"b\":\"\\\\\\udfac\"}")
                        .get("b")
                        .getAsString())
                .isEqualTo("\\\udfac");
        assertThat(StrictJson.parseObject("{\"a\":\"\ud83c\"}").get("a").getAsString())
                .isEqualTo("\ud83c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the body must be a JSON object, but was empty",
                "` \\t ` | the body must be a JSON object, but was empty",
                "`\ufeff{}` | the body must not start with a byte order mark",
                "[] | the body must be a JSON object, but was another value",
                "null | the body must be a JSON object, but was another value",
                "{\"a\":TRUE} | the body must be valid JSON, but was malformed at $.a",
                "{\"a\":NaN} | the body must be valid JSON, but was malformed at $.a",
                "{\"a\":`\u0007`} | the body must be valid JSON, but was malformed at $.a",
                "{\"a\":1 | the body must be valid JSON, but was malformed at $.a",
                "{} {} | the body must end after its JSON value, but was longer",
                "{}x | the body must end after its JSON value, but was longer",
                "{\"a\":1,\"a\":2} | the body must have unique names, but has \"a\" twice",
                "{\"b\":{\"a\":1,\"a\":2}} | the body must have unique names, but has \"a\" twice",
                "{\"a\":[0,1e10000]} | the number at $.a[1] must be at most 1023 characters with an exponent below 10000, but was longer or larger"
            })
    void parse_anythingElse_isRejectedWithAMessageForTheSender(String text, String message) {
        assertThatThrownBy(() -> StrictJson.parseObject(text.replace("\\t", "\t")))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(message);
    }

    @Test
    void number_longestAndLargest_areStillRead() {
        assertThat(StrictJson.number("1".repeat(1023))).isPresent();
        assertThat(StrictJson.number("1".repeat(1024))).isEmpty();
        assertThat(StrictJson.number("1e9999")).isPresent();
        assertThat(StrictJson.number("1e10000")).isEmpty();
        assertThat(StrictJson.number("1e-9999")).isPresent();
        assertThat(StrictJson.number("1e-10000")).isEmpty();
        assertThat(StrictJson.number("1e99999999999")).isEmpty();
        assertThat(StrictJson.number("one")).isEmpty();
    }
}

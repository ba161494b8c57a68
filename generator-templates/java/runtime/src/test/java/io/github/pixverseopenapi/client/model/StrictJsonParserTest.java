package io.github.pixverseopenapi.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.stream.MalformedJsonException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts that RFC 8259 allows, those that only other readers take for JSON, and the limits. */
@Tag("pit-requests")
class StrictJsonParserTest {
    private static JsonElement value(String json) throws MalformedJsonException {
        return StrictJsonParser.parseObject("{\"a\":" + json + "}").get("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-7",
                "10",
                "2.50",
                "-0.0",
                "1e2",
                "1E+05",
                "1.5e-9998",
                "1e9999",
                "999999999999999999",
                "-99999999999999999",
                "1000000000000000000",
                "9223372036854775808",
                "true",
                "false",
                "null",
                "\"\"",
                "[]",
                "{}",
                "[1,[true],{}]",
                "{\"\":null,\"b\":[{\"b\":2}]}"
            })
    void parseObject_ofAValue_keepsItAsItIs(String json) throws MalformedJsonException {
        assertThat(value(json)).hasToString(json);
        assertThat(value(" \t\r\n" + json.replace(",", " \t\r\n, ").replace(":", " : ") + " \t\r\n"))
                .hasToString(json);
    }

    @Test
    void parseObject_betweenWhiteSpace_isRead() throws MalformedJsonException {
        assertThat(StrictJsonParser.parseObject(" \t\r\n{ } \t\r\n")).hasToString("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\\\" | `\"`",
                "\\\\ | `\\`",
                "\\/ | /",
                "\\b | `\b`",
                "\\f | `\f`",
                "\\n | `\n`",
                "\\r | `\r`",
                "\\t | `\t`",
                "\\u00e9\\u00E9 | éé",
                "\\uABCD\\ufedc | \uabcd\ufedc",
                "\\u1234x\\u9876 | \u1234x\u9876",
                "\\ud83c\\udfac | \ud83c\udfac",
                "\\ud83c | \ud83c",
                "\udfac | \udfac",
                "x\\n\\ny | `x\n\ny`",
                "\u007f\u2028\ufeff | `\u007f\u2028\ufeff`"
            })
    void parseObject_ofText_replacesItsEscapes(String escaped, String text) throws MalformedJsonException {
        assertThat(value("\"" + escaped + "\"").getAsString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "TRUE",
                "trUe",
                "tru",
                "truee",
                "falsE",
                "NULL",
                "NaN",
                "-Infinity",
                "a",
                "'a'",
                "\"a",
                "\"\\'\"",
                "\"\\\n\"",
                "\"\\x\"",
                "\"\\",
                "\"\n\"",
                "\"\u0000\"",
                "\"\u001f\"",
                "\"\\u12\"",
                "\"\\u00g0\"",
                "\"\\u000\uff11\"",
                "-",
                "+1",
                "01",
                "-01",
                ".5",
                "1.",
                "1.e1",
                "1e",
                "1e+",
                "1e+-1",
                "1e1.5",
                "1:",
                "1/",
                "0x1",
                "1f",
                "1,",
                "1;\"b\":2",
                "1,\"a\":1",
                "1,\"\\u0061\":2",
                "1,b:2",
                "1,\"b\"=2",
                "1,\"b\"",
                "1\f",
                "1\u00a0",
                "1//c\n",
                "/**/1",
                "[1,]",
                "[,1]",
                "[1;2]",
                "[1 2]",
                "[1",
                "[1}",
                "{\"b\":1,}",
                "{\"b\":{\"c\":1,\"c\":1}}",
                "[[{\"b\":1,\"b\":2}]]",
                "1e10000",
                "1.5e-9999",
                "0e10000",
                "1e99999999999"
            })
    void parseObject_ofAnythingElse_fails(String json) {
        assertThatThrownBy(() -> value(json)).isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "}", "[1]", "1", "null", "{}{}", "{} x", "{},", "\ufeff{}", ")]}'\n{}", "{\"a\":1"
            })
    void parseObject_ofAnythingButOneObject_fails(String json) {
        assertThatThrownBy(() -> StrictJsonParser.parseObject(json)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void parseObject_ofMalformedText_saysWhere() {
        assertThatThrownBy(() -> value("[1 2]")).hasMessage("expected ',' or ']' at character 9");
        assertThatThrownBy(() -> value("\"\\u00g0\"")).hasMessage("expected a hexadecimal digit at character 11");
        assertThatThrownBy(() -> value("1,\"a\":1")).hasMessage("expected a name that is new at character 13");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 1_023})
    void parseObject_ofANumberOfAtMost1023Characters_keepsIt(int length) throws MalformedJsonException {
        assertThat(value("1".repeat(length))).hasToString("1".repeat(length));
        assertThatThrownBy(() -> value("1".repeat(1_024))).isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @CsvSource({"[,]", "{\"a\":,}"})
    void parseObject_nested_isReadUpTo255Deep(String opening, String closing) throws MalformedJsonException {
        String deepest = opening.repeat(254) + 1 + closing.repeat(254);
        assertThat(value(deepest)).hasToString(deepest);
        assertThatThrownBy(() -> value(opening + deepest + closing)).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> value(opening.repeat(100_000))).isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}"})
    void parseObject_sideBySide_doesNotNest(String value) throws MalformedJsonException {
        String many = "[" + (value + ",").repeat(300) + value + "]";
        assertThat(value(many)).hasToString(many);
    }

    @Test
    void parseObject_ofNumbers_readsThemAsAnyType() throws MalformedJsonException {
        assertThat(value("8").getAsNumber()).isEqualTo(8L);
        Number number = value("3000000000.50").getAsNumber();
        assertThat(number.doubleValue()).isEqualTo(3_000_000_000.5);
        assertThat(number.floatValue()).isEqualTo((float) 3_000_000_000.5);
        assertThat(number.longValue()).isEqualTo(3_000_000_000L);
        assertThat(number.intValue()).isEqualTo((int) 3_000_000_000L);
    }
}

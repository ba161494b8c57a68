package io.github.pixverseopenapi.contract.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is JSON and what is not, as RFC 8259 has it: a question of reading, whatever the schemas say. */
class SyntaxTest {
    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final ApiOperation OPERATION = DOCUMENT.operations().get(0);
    private static Sides sides;

    @BeforeAll
    static void start() {
        sides = Sides.start();
    }

    @AfterAll
    static void stop() {
        sides.close();
    }

    static List<String> loneSurrogates() {
        return Texts.LONE_SURROGATES.stream().map(Quoted::json).toList();
    }

    static List<ApiOperation> operations() {
        return DOCUMENT.operations();
    }

    /** Section 8.2: the grammar allows them. What the service makes of them is its own affair. */
    @ParameterizedTest
    @MethodSource("operations")
    void judge_loneSurrogatesInAnyField_allAgree(ApiOperation operation) {
        List<Field> fields = Fields.of(DOCUMENT, operation);
        Agreement agreement = new Agreement(sides.all());
        for (String value : loneSurrogates()) {
            for (Field field : fields) {
                String json = Body.least(fields).with(field.name(), value).json();
                agreement.judge(operation, new Case("half a character in " + field.name(), json));
            }
        }
        agreement.require();
    }

    @ParameterizedTest
    @MethodSource("loneSurrogates")
    void judge_loneSurrogateInANeighbour_allAccept(String value) {
        requireAll(Verdict.Outcome.VALID, least().with("unknown", value).json());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"a\nb\"", "\"a\tb\"", "\"a\u0000b\"", "\"a\u001fb\"", "\"a\\'b\"", "\"a\\\nb\"", "\"\\x41\"", "\"\\u12g4\"",
        "\"\\ud83", "'a'", "a", "TRUE", "True", "NULL", "nUll", "NaN", "Infinity", "-Infinity", "01", "-01", "+1", ".5",
        "5.", "1e", "1e+", "0x10", "1_000", "- 1", "-", "1;2", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}",
        "{\"a\":1,}", "{a:1}", "{\"a\"=1}", "{\"a\":1;\"b\":2}", "1/**/", "1//\n", "1#\n", "[", "{", "",
        "\u00a01", "\u000b1", "\f1", "\u20281", "\ufeff1"
    })
    void judge_noJsonInANeighbour_allRefuse(String value) {
        requireAll(Verdict.Outcome.INVALID, least().with("unknown", value).json());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        " 1", "1 ", "\n1\r\t", "\"\\u0000\\b\\f\\n\\r\\t\\\"\\\\\\/\"", "\"\u007f\u0085\u2028\ufeff\"", "\"\\uD83C\\uDFAC\"",
        "\"\\\\ud83c\"", "\"\\\\\\ud83c\\udfac\"", "[ ]", "{ }", "[1 , 2]", "-0", "0E-0", "{\"\":{\"\":1}}"
    })
    void judge_jsonInANeighbour_allAccept(String value) {
        requireAll(Verdict.Outcome.VALID, least().with("unknown", value).json());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "\n", "null", "true", "1", "\"\"", "[]", "[{}]", "{}{}", "{} x", "{},", "{}]", "{", "}", "\u0000", "{}\u0000",
        ")]}'\n{}", "{\"prompt\":\"a\",\"prompt\":\"b\"}"
    })
    void judge_otherThanOneObject_allRefuse(String json) {
        requireAll(Verdict.Outcome.INVALID, json);
    }

    /** Which of the two counts differs from reader to reader, so a paid call must not depend on it. */
    @ParameterizedTest
    @ValueSource(strings = {"\"prompt\":\"again\"", "\"\\u0070rompt\":\"again\"", "\"unknown\":{\"a\":1,\"a\":1}"})
    void judge_nameTwice_allRefuse(String second) {
        String json = least().json();
        requireAll(Verdict.Outcome.INVALID, json.substring(0, json.length() - 1) + "," + second + "}");
    }

    private static Body least() {
        return Body.least(Fields.of(DOCUMENT, OPERATION));
    }

    private static void requireAll(Verdict.Outcome outcome, String json) {
        assertThat(sides.all()).allSatisfy(side -> assertThat(side.judge(OPERATION, json))
                .as("%s on %s", side.name(), json)
                .extracting(Verdict::outcome)
                .isEqualTo(outcome));
    }
}

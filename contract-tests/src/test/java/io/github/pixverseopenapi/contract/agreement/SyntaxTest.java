package io.github.pixverseopenapi.contract.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.agreement.Verdict.Decision;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.ValueProbes;
import io.github.pixverseopenapi.contract.samples.Field;
import io.github.pixverseopenapi.contract.samples.Fields;
import io.github.pixverseopenapi.contract.samples.JsonString;
import io.github.pixverseopenapi.contract.samples.MutableBody;
import io.github.pixverseopenapi.contract.samples.ValueSamples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import okio.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which texts are a valid request: JSON according to RFC 8259 with unique names. Three parsers decide: Jackson, the
 * client's and the sandbox's.
 */
@Execution(ExecutionMode.CONCURRENT)
class SyntaxTest {
    /** The members of a good request. */
    private static final String MEMBERS = "§";

    private static final List<String> ACCEPTED = List.of(
            "{§}",
            " \t\r\n{§} \t\r\n",
            "{ § ,\n\"x\"\t:\r1}",
            "{§,\"x\":-0}",
            "{§,\"x\":1E+2}",
            "{§,\"x\":1e05}",
            "{§,\"x\":null}",
            "{§,\"x\":\"\\/\\b\\f\\n\\r\\t\\\\\\\"\"}",
            "{§,\"x\":\"\\u0000\\uFFFF\\uabCD\"}",
            "{§,\"x\":\"\u007f\u0085\u2028\ufeff\uffff\"}",
            "{§,\"x\":\"TRUE NaN // /**/ # ' {,}\"}",
            "{§,\"x\":\"\\\\'\"}",
            "{§,\"TRUE\":1,\"x\":\"E\"}",
            "{§,\"\":1}",
            "{§,\"x\":1,\"X\":2}",
            "{§,\"x\":{\"a\":1},\"y\":{\"a\":1},\"a\":1}",
            "{§,\"x\":[{\"a\":1},{\"a\":1}]}",
            "{§,\"x.a\":1,\"x\":{\"a\":2}}",
            "{§,\"x\":\"\\ud83c\"}",
            "{§,\"x\":\"\\uDFAC\\uD83C\"}",
            "{§,\"x\":\"\\ud83c\\udfac\"}",
            "{§,\"x\":\"\\\\ud83c\"}",
            "{§,\"x\":\"\\\\\\ud83c\"}",
            "{§,\"x\":" + "[".repeat(254) + "]".repeat(254) + "}",
            "{§,\"x\":1e9999}",
            "{§,\"x\":0." + "1".repeat(1021) + "}");

    private static final List<String> REFUSED = List.of(
            "",
            " ",
            "\n",
            "§",
            "{§",
            "§}",
            "{{§}}",
            "[{§}]",
            "[§]",
            "({§})",
            "1",
            "-0.5",
            "true",
            "null",
            "\"\"",
            "\"{}\"",
            "[]",
            "{",
            "}",
            "\ufeff{§}",
            " \ufeff{§}",
            "{\ufeff§}",
            "{§}\ufeff",
            "\u00a0{§}",
            "\f{§}",
            "{§}\u000b",
            "{§}\u2028",
            "{§}\u0000",
            "\u0000{§}",
            "{§}{§}",
            "{§},{§}",
            "{§} {}",
            "{§}x",
            "{§}1",
            "{§}\"\"",
            "{§};",
            "{§},",
            "{§}]",
            "{§}}",
            ")]}'\n{§}",
            "x={§}",
            "data: {§}",
            "{§,}",
            "{,§}",
            "{§,,\"x\":1}",
            "{§ \"x\":1}",
            "{§;\"x\":1}",
            "{§}//",
            "//\n{§}",
            "/**/{§}",
            "{/**/§}",
            "{§/**/}",
            "{§,//\n\"x\":1}",
            "#\n{§}",
            "{§}#",
            "<!---->{§}",
            "{§,x:1}",
            "{§,'x':1}",
            "{§,1:1}",
            "{§,null:1}",
            "{§,\"x\"}",
            "{§,\"x\",\"y\":1}",
            "{§,\"x\" 1}",
            "{§,\"x\"::1}",
            "{§,\"x\n\":1}",
            "{§,\"\u0000\":1}",
            "{§,\"x\":1,\"x\":1}",
            "{§,\"x\":1,\"\\u0078\":2}",
            "{§,\"x\":null,\"x\":null}",
            "{§,\"\":1,\"\":2}",
            "{§,\"x\":{\"a\":1,\"b\":2,\"a\":3}}",
            "{§,\"x\":[[{\"a\":{},\"a\":[]}]]}",
            "{§,\"\\ud83c\":1,\"\\uD83C\":2}",
            "{§,\"x\":\"\\\\\"\"}",
            "{§,\"x\":\"\\\\\\'\"}",
            "{§,\"x\":\\u0031}",
            "{§,\\u0022x\":1}",
            "{§,\"x\":\\ud83c}",
            "{§,\"x\":\\\\}",
            "{§,\"x\":" + "[".repeat(255) + "]".repeat(255) + "}",
            "{§,\"x\":" + "{\"a\":".repeat(100_000) + "}",
            "{§,\"x\":" + "9".repeat(1024) + "}",
            "{§,\"x\":0." + "1".repeat(1100) + "}");

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static Validators validators;

    @BeforeAll
    static void start() {
        validators = Validators.start();
    }

    @AfterAll
    static void stop() {
        validators.close();
    }

    static List<ApiOperation> operations() {
        return DOCUMENT.videoOperations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void validate_jsonInAnyShape_allAccept(ApiOperation operation) {
        require(Decision.VALID, operation, ACCEPTED.stream(), validators.all());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void validate_anythingButAJsonObject_allReject(ApiOperation operation) {
        require(Decision.INVALID, operation, REFUSED.stream(), validators.all());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void validate_invalidJsonAsAValue_allReject(ApiOperation operation) {
        Stream<String> texts = ValueProbes.NOT_JSON.stream()
                .flatMap(value ->
                        Stream.of("{§,\"x\":" + value + "}", "{\"x\":" + value + ",§}", "{§,\"x\":[0," + value + "]}"));
        require(Decision.INVALID, operation, texts, validators.all());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void validate_aFieldTwice_allReject(ApiOperation operation) {
        Stream<String> texts = Fields.of(DOCUMENT, operation).stream().flatMap(field -> {
            String member = ":" + ValueSamples.sample(field);
            String name = JsonString.json(field.name());
            return Stream.of(JsonString.json(field.name()), JsonString.escaped(field.name()))
                    .flatMap(again -> Stream.of(
                            "{" + name + member + "," + withMembersBut(operation, field) + again + member + "}",
                            "{" + name + ":null," + withMembersBut(operation, field) + again + member + "}"));
        });
        require(Decision.INVALID, operation, texts, validators.all());
    }

    /**
     * Exponents that are too large to compute with. JSON and the document allow them; client and sandbox limit
     * them.
     */
    @ParameterizedTest
    @MethodSource("operations")
    void validate_giantExponent_allReject(ApiOperation operation) {
        Stream<String> texts = Stream.of("1e10000", "-1E+10000", "1e-10000", "1e2147483648", "0e99999999999999999999")
                .flatMap(number -> Stream.of("{§,\"x\":" + number + "}", "{§,\"seed\":" + number + "}"));
        require(Decision.INVALID, operation, texts, validators.all());
    }

    /** Jackson rejects such names, which RFC 8259 (section 8.2) allows. */
    @ParameterizedTest
    @MethodSource("operations")
    void validate_unpairedSurrogateInAName_allButJacksonAccept(ApiOperation operation) {
        Stream<String> texts = Stream.of(
                "{§,\"\\ud83c\":1}",
                "{§,\"\\ud83c\":1,\"\\ud83d\":1}",
                "{§,\"\\udfac x\":{\"\\ud83c\\ud83c\\udfac\":1}}");
        require(Decision.VALID, operation, texts, allBut("networknt"));
    }

    /** A Java string can contain what UTF-8 cannot encode: {@code toJson()} would send it as an escape. */
    @ParameterizedTest
    @MethodSource("operations")
    void validate_unescapedUnpairedSurrogate_isAcceptedAsText(ApiOperation operation) {
        Stream<String> texts = Stream.of(
                "{§,\"x\":\"\ud83c\"}",
                "{§,\"x\":\"\udfac\ud83c\"}",
                "{§,\"x\":\"\ud83c" + "\\udfac\"}",
                "{§,\"x\":\"\\ud83c\udfac\"}");
        require(Decision.VALID, operation, texts, validators.inMemory());
        assertThatThrownBy(() -> validators.sandbox().validate(operation, "{\"\ud83c\":1}"))
                .hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void validate_bytesThatAreNotUtf8_sandboxRejects(ApiOperation operation) {
        String good = text("{§,\"x\":\"~\"}", operation);
        ByteString ascii = ByteString.encodeUtf8(good);
        assertThat(validators.sandbox().validate(operation, ascii)).isEqualTo(Verdict.VALID);
        assertThat(Stream.of("ed a0 bc", "ed be ac", "c0 af", "c1 bf", "e4", "80", "f4 90 80 80", "ff")
                        .map(bytes -> ByteString.decodeHex(
                                ascii.hex().replace("227e22", "22" + bytes.replace(" ", "") + "22"))))
                .hasSize(8)
                .doesNotContain(ascii)
                .allSatisfy(bytes -> assertThat(
                                validators.sandbox().validate(operation, bytes).reason())
                        .contains("must be UTF-8"));
        assertThat(List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE))
                .extracting(charset -> validators
                        .sandbox()
                        .validate(operation, ByteString.encodeString(good, charset))
                        .outcome())
                .containsOnly(Decision.INVALID);
    }

    private static List<Validator> allBut(String name) {
        return validators.all().stream()
                .filter(Predicate.not(validator -> validator.name().equals(name)))
                .toList();
    }

    private static void require(
            Decision expected, ApiOperation operation, Stream<String> texts, List<Validator> validators) {
        List<String> all = texts.map(text -> text(text, operation)).toList();
        assertThat(all).isNotEmpty();
        for (String text : all) {
            for (Validator validator : validators) {
                Verdict verdict = validator.validate(operation, text);
                if (verdict.outcome() != expected) {
                    throw new AssertionError(validator.name() + " says " + verdict + " of " + Excerpt.text(text, 500));
                }
            }
        }
    }

    private static String text(String shape, ApiOperation operation) {
        String good = MutableBody.minimum(Fields.of(DOCUMENT, operation)).json();
        return shape.replace(MEMBERS, good.substring(1, good.length() - 1));
    }

    private static String withMembersBut(ApiOperation operation, Field field) {
        String json = MutableBody.minimum(Fields.of(DOCUMENT, operation))
                .without(field.name())
                .json();
        return json.equals("{}") ? "" : json.substring(1, json.length() - 1) + ",";
    }
}

package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact messages for rejected requests, with schemas written for the test. */
@Tag("pit-document")
class RequestProblemsTest {

    private static final String EXCLUDED = """
            {type: object,
             properties: {a: {}, b: {}, c: {}},
             allOf: [
               {x-reason: Another b., not: {required: [a, b], properties: {a: {enum: [8]}, b: {enum: [slow]}}}},
               {x-reason: Not that fast., not: {required: [a, b], properties: {a: {enum: [8]}, b: {enum: [fast]}}}},
               {not: {required: [b, c], properties: {b: {enum: [fast]}, c: {enum: [x]}}}},
               {not: {required: [a, b], properties: {a: {enum: [9]}}}},
               {not: {required: [c], properties: {c: {type: object}}}}]}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{enum: [5, 8]} | 7 | must be one of 5, 8, but was 7",
                "{enum: [normal]} | `\"fast\"` | must be \"normal\", but was \"fast\"",
                "{enum: [1], x-allowed: text} | 2 | must be 1, but was 2",
                "{type: string, x-allowed: a web address} | 2 | must be a web address, but was 2",
                "{type: integer} | 1.5 | must be a whole number, but was 1.5",
                "{type: integer, minimum: 1, maximum: 9} | 0 | must be a whole number from 1 to 9, but was 0",
                "{type: integer, minimum: 1} | 0 | must be a whole number of at least 1, but was 0",
                "{type: number, maximum: 9} | 10 | must be a number of at most 9, but was 10",
                "{type: boolean} | 1 | must be true or false, but was 1",
                "{type: string} | 1 | must be text, but was 1",
                "{type: string, minLength: 1, maxLength: 2} | `\"\"` | must be text from 1 to 2 characters, but was \"\"",
                "{type: array, minItems: 1} | [] | must be a list of at least 1 entries, but was []",
                "{type: object} | [1] | must be an object, but was [1]",
                "{not: {enum: [1]}} | 1 | must be as the document describes it, but was 1",
                "{allOf: [{$ref: '#/components/schemas/Named'}]} | `\"A\"` | must be text that matches ^[a-z]+$, but was \"A\"",
                "{type: array, items: {type: object, properties: {b: {type: string}}}} | [{\"b\":1}] | must be a list, each an object, but was [{\"b\":1}]"
            })
    void problems_wrongField_statesWhatIsAllowed(String property, String value, String message) {
        ApiDocument document = WrittenDocument.ofRequest("{type: object, properties: {a: " + property + "}}");

        assertThat(problems(document, "{\"a\":" + value + "}")).containsExactly("a " + message);
    }

    @Test
    void problems_ofSeveralFields_comeInTheSchemasOrderBeforeCombinations() {
        ApiDocument document = WrittenDocument.ofRequest("""
                {type: object,
                 allOf: [{not: {required: [c]}}],
                 required: [d, b],
                 properties: {d: {type: string}, c: {type: string}, b: {type: string}, a: {type: string}}}""");

        assertThat(problems(document, "{\"a\":1,\"c\":2}"))
                .containsExactly(
                        "d must be present, but was missing",
                        "c must be text, but was 2",
                        "b must be present, but was missing",
                        "a must be text, but was 1",
                        "c must not have this value");
    }

    @Test
    void problems_requiredInAPartOfTheSchema_isThatOfThePart() {
        ApiDocument document = WrittenDocument.ofRequest("{type: object, allOf: [{required: [a, b]}]}");

        assertThat(problems(document, "{\"b\":1}")).containsExactly("a must be present, but was missing");
    }

    @Test
    void problems_fieldThatIsNotAllowed_isNotKnownHere() {
        ApiDocument document = WrittenDocument.ofRequest(
                "{type: object, additionalProperties: {type: string}, properties: {a: {type: string}}}");

        assertThat(problems(document, "{\"b/c~d\":1}")).containsExactly("b/c~d must be documented, but was not");
    }

    @Test
    void problems_ruleWithoutADescription_isNamedByItsSchema() {
        ApiDocument document = WrittenDocument.ofRequest("{type: object, minProperties: 2}");

        assertThat(problems(document, "{\"a\":1}"))
                .containsExactly("the body must match #/components/schemas/Request, but does not");
    }

    @Test
    void problems_exclusionWithoutFields_concernsTheWholeBody() {
        ApiDocument document =
                WrittenDocument.ofRequest("{type: object, allOf: [{not: {properties: {a: {enum: [1]}}}}]}");

        assertThat(problems(document, "{\"a\":1}"))
                .containsExactly("the body must not have an excluded combination of values");
        assertThat(problems(document, "{\"a\":2}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":8,\"b\":\"fast\"} | a, b must not be combined: Not that fast.",
                "{\"a\":8.0,\"b\":\"fast\"} | a, b must not be combined: Not that fast.",
                "{\"a\":9,\"b\":\"fast\"} | a, b must not be combined",
                "{\"b\":\"fast\",\"c\":\"x\"} | b, c must not be combined",
                "{\"c\":{}} | c must not have this value"
            })
    void problems_excludedCombination_haveTheReasonOfTheirFieldsAndValues(String body, String problem) {
        assertThat(problems(WrittenDocument.ofRequest(EXCLUDED), body)).containsExactly(problem);
    }

    @Test
    void problems_combinationThatIsNotExcluded_areNone() {
        assertThat(problems(WrittenDocument.ofRequest(EXCLUDED), "{\"a\":5,\"b\":\"fast\",\"c\":\"y\"}"))
                .isEmpty();
    }

    /** In ECMA-262, unlike in Java, a dollar sign never matches before a line break; an escaped one is a character. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "^[a-z]+$ | ab | true",
                "^[a-z]+$ | ab\\n | false",
                "^[a-z]+$ | ab\\nc | false",
                "^[a-z]+ | ab\\n | true",
                "^[a-z]+ | 1 | false",
                "^a\\$ | a$ | true",
                "^a\\$ | a$\\n | true",
                "^a\\$ | a | false",
                "^a\\\\$ | a\\\\ | true",
                "^a\\\\$ | a\\\\\\n | false",
                "^a\\\\\\$ | a\\\\$ | true",
                "^a\\\\\\$ | a\\\\$\\n | true",
                "$ | a\\n | true",
                "\\$ | a$b | true",
                "\\$ | ab | false"
            })
    void pattern_dollarSign_meansTheVeryEndUnlessEscaped(String pattern, String value, boolean accepted) {
        ApiDocument document = WrittenDocument.ofRequest(
                "{type: object, properties: {pattern: {type: string, pattern: '" + pattern + "'}}}");

        assertThat(problems(document, "{\"pattern\":\"" + value + "\"}").isEmpty())
                .isEqualTo(accepted);
    }

    @Test
    void pattern_withinLists_isAnchoredToo() {
        ApiDocument document =
                WrittenDocument.ofRequest("{type: object, allOf: [{properties: {a: {type: string, pattern: '^a$'}}}]}");

        assertThat(problems(document, "{\"a\":\"a\"}")).isEmpty();
        assertThat(problems(document, "{\"a\":\"a\\n\"}")).hasSize(1);
    }

    @Test
    void validate_schemaThatRefersToItself_isValidatedToAnyDepth() {
        ApiDocument document =
                WrittenDocument.ofRequest("{type: object, properties: {a: {$ref: '#/components/schemas/Request'}}}");

        assertThat(problems(document, "{\"a\":{\"a\":{}}}")).isEmpty();
        assertThat(problems(document, "{\"a\":{\"a\":1}}")).hasSize(1);
    }

    @Test
    void validate_bytesTextAndTree_agree() {
        ApiDocument document = WrittenDocument.ofRequest("{type: object, required: [a]}");
        ApiOperation operation = document.operations().get(0);
        RequestValidator validator = RequestValidator.of(document);

        assertThat(texts(validator.validate(operation, "{}"))).containsExactly("a must be present, but was missing");
        assertThat(texts(validator.validate(operation, bytes("{}"))))
                .containsExactly("a must be present, but was missing");
        assertThat(texts(validator.validate(operation, "")))
                .containsExactly("the body must be a JSON object, but was empty");
        assertThat(texts(validator.validate(operation, new byte[] {(byte) 0xff})))
                .containsExactly("the body must be UTF-8, but was malformed");
    }

    private static List<String> problems(ApiDocument document, String body) {
        return texts(
                RequestValidator.of(document).validate(document.operations().get(0), body));
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.github.pixverseopenapi.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A RequestSchema that the test creates: those of the requests are created once, when their classes load. */
@Tag("pit-requests")
class RequestSchemaTest {
    static Stream<Arguments> checks() {
        return Stream.of(
                check(() -> FieldConstraint.flag(), "true or false", "true, false", "null, 1, \"true\", []"),
                check(() -> FieldConstraint.oneOf("a"), "\"a\"", "\"a\"", "\"b\", null, {}"),
                check(() -> FieldConstraint.oneOf("5", "b"), "one of \"5\", \"b\"", "\"5\", \"b\"", "5, \"a\""),
                check(
                        () -> FieldConstraint.oneOf(5, 8),
                        "one of 5, 8",
                        "5, 8, 8.0, 80e-1",
                        "6, \"5\", 8.00000000000000000000001"),
                check(
                        () -> FieldConstraint.whole(null, null),
                        "a whole number",
                        "-7, 0, 1e30, 2.50e1",
                        "0.5, \"1\", true"),
                check(() -> FieldConstraint.whole("1", null), "a whole number not below 1", "1, 2, 1e30", "0, 1.5"),
                check(() -> FieldConstraint.whole(null, "9"), "a whole number not above 9", "9, -1e30", "10, 8.5"),
                check(
                        () -> FieldConstraint.number("1", "2.5"),
                        "a number from 1 to 2.5",
                        "1, 1.7, 2.5",
                        "0.9, 2.6, \"2\""),
                check(() -> FieldConstraint.text(0, null, null), "text", "\"\", \"a\"", "1, null, false"),
                check(
                        () -> FieldConstraint.text(2, null, null),
                        "text of at least 2 characters",
                        "\"ab\"",
                        "\"a\", \"\", \"\\ud83c\\udfac\", 12"),
                check(
                        () -> FieldConstraint.text(0, "^a+$", null),
                        "text that matches ^a+$",
                        "\"a\", \"aa\"",
                        "\"\", \"ab\", \"a\\n\""),
                check(() -> FieldConstraint.text(1, "b", "text with a b"), "text with a b", "\"abc\"", "\"ac\", \"\""),
                check(
                        () -> FieldConstraint.list(2, FieldConstraint.oneOf("a", "b")),
                        "a list of at least 2, each one of \"a\", \"b\"",
                        "[\"a\", \"b\"], [\"b\", \"b\", \"b\"]",
                        "[], [\"a\"], [\"a\", \"c\"], \"a\", null"));
    }

    /** Created in each test, so that PIT attributes it to the test. */
    private static Arguments check(Supplier<FieldConstraint> made, String allowed, String accepted, String rejected) {
        return Arguments.of(made, allowed, accepted, rejected);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("checks")
    void check_describesItsRule_andAcceptsOnlyThat(
            Supplier<FieldConstraint> made, String allowed, String accepted, String rejected) {
        FieldConstraint check = made.get();
        assertThat(check.allowed()).isEqualTo(allowed);
        assertThat(JsonParser.parseString("[" + accepted + "]").getAsJsonArray())
                .isNotEmpty()
                .allMatch(check::accepts);
        assertThat(JsonParser.parseString("[" + rejected + "]").getAsJsonArray())
                .isNotEmpty()
                .noneMatch(check::accepts);
    }

    private final RequestSchema rules = new RequestSchema("ClipRequest")
            .required("length", FieldConstraint.oneOf(5, 8, 10))
            .optional("size", FieldConstraint.oneOf("s", "m"))
            .optional("sound", FieldConstraint.flag())
            .exclude("too much", "length", "8", "size", "m", "sound", "true")
            .exclude("too long", "size", "m", "length", "10");

    private List<String> violations(String json) {
        return rules
                .violations(RequestFields.fromJson(JsonParser.parseString(json).getAsJsonObject()))
                .stream()
                .map(Violation::message)
                .toList();
    }

    @Test
    void violations_ofFields_areThoseOfTheirRules() {
        assertThat(violations("{\"length\": 5}")).isEmpty();
        assertThat(violations("{\"size\": \"l\"}"))
                .containsExactly(
                        "length must be one of 5, 8, 10, but was missing",
                        "size must be one of \"s\", \"m\", but was \"l\"");
    }

    /** As the schema has them, not as the request has them. */
    @Test
    void violations_ofFieldsInAnyOrder_areInTheDocumentsOrder() {
        assertThat(violations("{\"sound\": 1, \"camera\": 1, \"size\": \"l\", \"length\": 6}"))
                .containsExactly(
                        "length must be one of 5, 8, 10, but was 6",
                        "size must be one of \"s\", \"m\", but was \"l\"",
                        "sound must be true or false, but was 1",
                        "camera must be a field of ClipRequest or an additional property, but was 1");
    }

    @Test
    void violations_ofCombinations_nameAllTheirFields() {
        assertThat(violations("{\"length\": 8.0, \"size\": \"m\", \"sound\": true}"))
                .containsExactly("length 8.0 and size \"m\" and sound true must not be combined: too much");
        assertThat(violations("{\"length\": 10, \"size\": \"m\"}"))
                .containsExactly("size \"m\" and length 10 must not be combined: too long");
        assertThat(violations("{\"length\": 8, \"size\": \"m\", \"sound\": false}"))
                .isEmpty();
        assertThat(violations("{\"length\": 8, \"size\": \"m\"}")).isEmpty();
    }

    /** A value that its own constraint rejects is not reported as part of a combination. */
    @Test
    void violations_ofOtherKindsOfValues_areNoCombinations() {
        assertThat(violations("{\"length\": 10, \"size\": 7}"))
                .containsExactly("size must be one of \"s\", \"m\", but was 7");
        assertThat(violations("{\"length\": 10, \"size\": [\"m\"]}"))
                .containsExactly("size must be one of \"s\", \"m\", but was [\"m\"]");
    }

    @Test
    void violations_ofUnknownFields_comeLastAndNameTheNearestField() {
        RequestFields fields =
                RequestFields.fromJson(JsonParser.parseString("{\"siz\": \"m\", \"\": null, \"sound\": 1}")
                        .getAsJsonObject());
        fields.setAdditional("camera", "low");

        assertThat(rules.violations(fields))
                .extracting(Violation::message)
                .containsExactly(
                        "length must be one of 5, 8, 10, but was missing",
                        "sound must be true or false, but was 1",
                        "siz must be a field of ClipRequest (did you mean \"size\"?) or an additional property, but was \"m\"",
                        "\"\" must be a field of ClipRequest or an additional property, but was null");
        assertThat(rules.violations(fields))
                .extracting(Violation::kind)
                .containsExactly(
                        ViolationKind.INVALID,
                        ViolationKind.INVALID,
                        ViolationKind.UNKNOWN_FIELD,
                        ViolationKind.UNKNOWN_FIELD);
        assertThat(rules.violations(fields))
                .extracting(Violation::fields)
                .containsExactly(List.of("length"), List.of("sound"), List.of("siz"), List.of(""));
    }

    @Test
    void additionalPropertyName_invalidOrTaken_isRejected() {
        assertThat(rules.additionalPropertyName("camera")).isEqualTo("camera");
        assertThatThrownBy(() -> rules.additionalPropertyName(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "name of an additional property must be text other than the fields with methods of their own"
                                + " (length, size, sound), but was null");
        assertThatThrownBy(() -> rules.additionalPropertyName("")).hasMessageEndingWith(", but was \"\"");
        assertThatThrownBy(() -> rules.additionalPropertyName("size")).hasMessageEndingWith(", but was \"size\"");
    }
}

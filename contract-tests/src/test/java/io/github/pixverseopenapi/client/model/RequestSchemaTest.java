package io.github.pixverseopenapi.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RequestSchema made here and now: those of the requests are made once, when their classes load. */
class RequestSchemaTest {
    static Stream<Arguments> checks() {
        return Stream.of(
                check(() -> FieldConstraint.flag(), "true or false", "true, false", "null, 1, \"true\", []"),
                check(() -> FieldConstraint.oneOf("a"), "\"a\"", "\"a\"", "\"b\", null, {}"),
                check(() -> FieldConstraint.oneOf("5", "b"), "one of \"5\", \"b\"", "\"5\", \"b\"", "5, \"a\""),
                check(() -> FieldConstraint.oneOf(5, 8), "one of 5, 8", "5, 8, 8.0, 80e-1",
                        "6, \"5\", 8.00000000000000000000001"),
                check(() -> FieldConstraint.whole(null, null), "a whole number", "-7, 0, 1e30, 2.50e1", "0.5, \"1\", true"),
                check(() -> FieldConstraint.whole("1", null), "a whole number not below 1", "1, 2, 1e30", "0, 1.5"),
                check(() -> FieldConstraint.whole(null, "9"), "a whole number not above 9", "9, -1e30", "10, 8.5"),
                check(() -> FieldConstraint.number("1", "2.5"), "a number from 1 to 2.5", "1, 1.7, 2.5", "0.9, 2.6, \"2\""),
                check(() -> FieldConstraint.text(0, null, null), "text", "\"\", \"a\"", "1, null, false"),
                check(() -> FieldConstraint.text(2, null, null), "text of at least 2 characters", "\"ab\"",
                        "\"a\", \"\", \"\\ud83c\\udfac\", 12"),
                check(() -> FieldConstraint.text(0, "^a+$", null), "text that matches ^a+$", "\"a\", \"aa\"",
                        "\"\", \"ab\", \"a\\n\""),
                check(() -> FieldConstraint.text(1, "b", "text with a b"), "text with a b", "\"abc\"", "\"ac\", \"\""));
    }

    /** Made within each test, where PIT sees that the test needs it. */
    private static Arguments check(Supplier<FieldConstraint> made, String allowed, String accepted, String refused) {
        return Arguments.of(made, allowed, accepted, refused);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("checks")
    void check_saysWhatItAllows_andAcceptsJustThat(Supplier<FieldConstraint> made, String allowed, String accepted, String refused) {
        FieldConstraint check = made.get();
        assertThat(check.allowed()).isEqualTo(allowed);
        assertThat(JsonParser.parseString("[" + accepted + "]").getAsJsonArray()).isNotEmpty().allMatch(check::accepts);
        assertThat(JsonParser.parseString("[" + refused + "]").getAsJsonArray()).isNotEmpty().noneMatch(check::accepts);
    }

    private final RequestSchema rules = new RequestSchema()
            .required("length", FieldConstraint.oneOf(5, 8, 10))
            .optional("size", FieldConstraint.oneOf("s", "m"))
            .optional("sound", FieldConstraint.flag())
            .exclude("too much", "length", "8", "size", "m", "sound", "true")
            .exclude("too long", "size", "m", "length", "10");

    private List<String> violations(String json) {
        return rules.violations(JsonParser.parseString(json).getAsJsonObject()).stream()
                .map(Violation::message)
                .toList();
    }

    @Test
    void violations_ofFields_areThoseOfTheirRules() {
        assertThat(violations("{\"length\": 5}")).isEmpty();
        assertThat(violations("{\"size\": \"l\"}")).containsExactly(
                "length: missing; must be one of 5, 8, 10", "size: \"l\" is not allowed; must be one of \"s\", \"m\"");
    }

    @Test
    void violations_ofCombinations_nameAllTheirFields() {
        assertThat(violations("{\"length\": 8.0, \"size\": \"m\", \"sound\": true}"))
                .containsExactly("length: 8.0 with size: \"m\" with sound: true is not allowed; too much");
        assertThat(violations("{\"length\": 10, \"size\": \"m\"}"))
                .containsExactly("size: \"m\" with length: 10 is not allowed; too long");
        assertThat(violations("{\"length\": 8, \"size\": \"m\", \"sound\": false}")).isEmpty();
        assertThat(violations("{\"length\": 8, \"size\": \"m\"}")).isEmpty();
    }

    /** A value that its own rule refuses is not in a combination as well. */
    @Test
    void violations_ofOtherKindsOfValues_areNoCombinations() {
        assertThat(violations("{\"length\": 10, \"size\": 7}"))
                .containsExactly("size: 7 is not allowed; must be one of \"s\", \"m\"");
        assertThat(violations("{\"length\": 10, \"size\": [\"m\"]}"))
                .containsExactly("size: [\"m\"] is not allowed; must be one of \"s\", \"m\"");
    }

    @Test
    void extraName_thatIsNoneOrTaken_isRefused() {
        assertThat(rules.extraName("camera")).isEqualTo("camera");
        assertThatThrownBy(() -> rules.extraName(null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("extra: null is not allowed; must be the name of a field other than [length, size, sound],"
                        + " which have methods of their own");
        assertThatThrownBy(() -> rules.extraName("")).hasMessageStartingWith("extra: \"\" is not allowed");
        assertThatThrownBy(() -> rules.extraName("size")).hasMessageStartingWith("extra: \"size\" is not allowed");
    }
}

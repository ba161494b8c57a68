package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V5VideoRequest;
import io.github.pixverseopenapi.client.model.V6VideoRequest;
import io.github.pixverseopenapi.client.model.Violation;
import io.github.pixverseopenapi.client.model.ViolationKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of rule at its border; that all fields' rules are those of the document is shown elsewhere. */
@Tag("pit-requests")
class ViolationsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '~',
            value = {
                "duration | 5.0 | -",
                "duration | 6 | one of 5, 8",
                "duration | \"5\" | one of 5, 8",
                "duration | null | one of 5, 8",
                "duration | [5] | one of 5, 8",
                "lip_sync_switch | true | -",
                "lip_sync_switch | \"true\" | true or false",
                "motion_mode | \"fast\" | \"normal\"",
                "sound_effect_content | \"\" | -",
                "sound_effect_content | 5 | text",
                "seed | 5.0 | -",
                "seed | 5.5 | a whole number",
                "seed | \"5\" | a whole number",
                "seed | 9223372036854775807 | -",
                "seed | -9223372036854775808 | -",
                "seed | 9223372036854775808 | a whole number from -9223372036854775808 to 9223372036854775807",
                "seed | -9223372036854775809 | a whole number",
                "seed | 1e19 | a whole number",
                "image_url | \"https://a/%41?b\" | -",
                "image_url | \"https://yK<e\" | an absolute http or https URL",
                "prompt | \"x\" | -",
                "prompt | 5 | text with at least one character",
                "prompt | \" \" | text with at least"
            })
    void v5Request_withOneFieldSet_isValidOrRejected(String field, String value, String allowed) {
        String others = field.equals("prompt") ? "" : "\"prompt\":\"x\",";
        others += field.equals("duration") ? "" : "\"duration\":5,";
        others += field.equals("motion_mode") ? "" : "\"motion_mode\":\"normal\",";
        check(
                V5VideoRequest.fromJson("{" + others + "\"quality\":\"540p\",\"" + field + "\":" + value + "}"),
                field,
                allowed);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "guidance_scale, 1, -",
                "guidance_scale, 20, -",
                "guidance_scale, 0.99, a number from 1 to 20",
                "guidance_scale, 20.01, a number from 1 to 20",
                "width, 256, -",
                "width, 1024, -",
                "width, 255, a whole number from 256 to 1024",
                "width, 1025, a whole number from 256 to 1024",
                "width, 256.5, a whole number from 256 to 1024"
            })
    void v6Request_withOneFieldSet_isValidOrRejected(String field, String value, String allowed) {
        check(V6VideoRequest.fromJson("{\"prompt\":\"x\",\"" + field + "\":" + value + "}"), field, allowed);
    }

    private static void check(PixverseRequest request, String field, String allowed) {
        if (allowed == null) {
            assertThat(request.violations()).isEmpty();
        } else {
            assertThat(request.violations()).singleElement().satisfies(violation -> {
                assertThat(violation.fields()).containsExactly(field);
                assertThat(violation.message()).contains(allowed);
                assertThat(violation).hasToString(violation.message());
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "5, fast, 540p, -, -",
                "8, normal, 540p, -, -",
                "5, normal, 1080p, -, -",
                "8, fast, 540p, duration, motion_mode",
                "8, normal, 1080p, duration, quality",
                "5, fast, 1080p, motion_mode, quality"
            })
    void pair_setTogether_isValidOrRejected(int duration, String motion, String quality, String one, String other) {
        TextToVideoRequest request = TextToVideoRequest.builder()
                .prompt("x")
                .duration(duration)
                .motionMode(motion)
                .quality(quality)
                .build();

        if (one == null) {
            assertThat(request.violations()).isEmpty();
        } else {
            assertThat(request.violations())
                    .singleElement()
                    .satisfies(violation -> assertThat(violation.fields()).containsExactly(one, other));
        }
    }

    @Test
    void requiredField_missing_isNamed() {
        assertThat(TextToVideoRequest.fromJson("{}").violations())
                .flatExtracting(Violation::fields)
                .containsExactly("aspect_ratio", "duration", "motion_mode", "prompt", "quality");
    }

    /** Otherwise a video with the default quality would be generated and billed. */
    @Test
    void unknownField_readFromJson_isAViolationOfItsOwnKind() {
        TextToVideoRequest request = TextToVideoRequest.fromJson("""
                {"prompt": "x", "duration": 5, "motion_mode": "normal", "aspect_ratio": "16:9", "quality": "540p",
                 "qualty": "1080p"}""");

        assertThat(request.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(ViolationKind.UNKNOWN_FIELD);
            assertThat(violation.fields()).containsExactly("qualty");
            assertThat(violation)
                    .hasToString("qualty must be a field of TextToVideoRequest (did you mean \"quality\"?)"
                            + " or an additional property, but was \"1080p\"");
        });
    }
}

package io.github.pixverseopenapi.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("pit-requests")
class NearestNameTest {
    private static final List<String> KNOWN =
            List.of("duration", "seed", "quality", "negative_prompt", "prompt", "image_url", "cat", "car");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "qualty,quality",
                "Quality,quality",
                "quallity,quality",
                "qualify,quality",
                "quelitt,quality",
                "qxxlitt,-",
                "prompts,prompt",
                "promptxxx,-",
                "imageUrl,image_url",
                "image-url,image_url",
                "image url,image_url",
                "IMAGEURL,image_url",
                "negativePrompt,negative_prompt",
                "negativ_promt,negative_prompt",
                "sed,seed",
                "seeed,seed",
                "seedxx,-",
                "ed,-",
                "ca,cat",
                "cax,cat",
                "cxr,car",
                "'',-",
                "camera,-",
                "durration,duration",
                "duratoin,duration"
            })
    void among_knownNames_isTheFirstOfTheMostSimilar(String name, String nearest) {
        assertThat(NearestName.among(KNOWN, name)).isEqualTo(nearest);
    }

    @Test
    void among_aVeryLongName_isNone() {
        assertThat(NearestName.among(KNOWN, "quality".repeat(10_000))).isNull();
        assertThat(NearestName.among(List.of(), "quality")).isNull();
    }
}

package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.model.AspectRatio;
import io.github.pixverseopenapi.client.model.DurationSeconds;
import io.github.pixverseopenapi.client.model.MotionMode;
import io.github.pixverseopenapi.client.model.Quality;
import io.github.pixverseopenapi.client.model.SpeakerId;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V5VideoRequest;
import io.github.pixverseopenapi.client.model.V6VideoRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestTest {
    @Test
    void builder_startsWithTheRequiredDefaultsOnly() {
        TextToVideoRequest request = TextToVideoRequest.builder().prompt("A boat").build();
        assertThat(JsonParser.parseString(request.toJson())).isEqualTo(JsonParser.parseString("""
                {"aspect_ratio": "16:9", "duration": 5, "motion_mode": "normal", "quality": "540p",
                 "prompt": "A boat"}"""));
        assertThat(JsonParser.parseString(V6VideoRequest.builder().prompt("A kite").build().toJson()))
                .isEqualTo(JsonParser.parseString("{\"prompt\": \"A kite\"}"));
    }

    @Test
    void getters_giveWhatWasSet_orNull() {
        V5VideoRequest request = V5VideoRequest.builder()
                .prompt("A potter")
                .duration(8)
                .lipSyncSwitch(true)
                .lipSyncTtsSpeakerId(SpeakerId.VOICE_3)
                .seed(Long.MAX_VALUE)
                .build();
        assertThat(request.duration()).isEqualTo(DurationSeconds.EIGHT);
        assertThat(request.lipSyncSwitch()).isTrue();
        assertThat(request.lipSyncTtsSpeakerId()).isEqualTo(SpeakerId.VOICE_3);
        assertThat(request.seed()).isEqualTo(Long.MAX_VALUE);
        assertThat(request.aspectRatio()).isNull();
        assertThat(request.imageUrl()).isNull();
    }

    @Test
    void getters_ofValuesTheTypeCannotHold_sayWhich() {
        TextToVideoRequest request = TextToVideoRequest.fromJson(
                "{\"quality\": \"4k\", \"seed\": 12345678901, \"prompt\": 7, \"duration\": 5.0}");
        assertThatThrownBy(request::quality).hasMessageContaining("4k is not allowed");
        assertThatThrownBy(request::seed).hasMessageContaining("seed: 12345678901 is not a value of type Integer");
        assertThatThrownBy(request::prompt).hasMessageContaining("prompt: 7 is not a value of type String");
    }

    @Test
    void extra_sendsAnyJson() {
        TextToVideoRequest request = TextToVideoRequest.builder()
                .prompt("A boat")
                .extra("camera", Map.of("zoom", List.of(1, 2.5)))
                .extra("nothing", null)
                .build();
        assertThat(request.toJson()).contains("\"camera\":{\"zoom\":[1,2.5]}").contains("\"nothing\":null");
        assertThat(request.violations()).isEmpty();
    }

    @Test
    void build_givesARequestThatLaterChangesOfTheBuilderDoNotReach() {
        TextToVideoRequest.Builder builder = TextToVideoRequest.builder().prompt("first");
        TextToVideoRequest first = builder.build();
        TextToVideoRequest second = builder.prompt("second").build();
        assertThat(first.prompt()).isEqualTo("first");
        assertThat(second.prompt()).isEqualTo("second");
        assertThat(first.toBuilder().prompt("second").build()).isEqualTo(second).hasSameHashCodeAs(second);
        assertThat(first).isNotEqualTo(second).isNotEqualTo(null).hasToString("TextToVideoRequest" + first.toJson());
    }

    @Test
    void fromJson_readsBackWhatToJsonWrote() {
        String prompt = "emoji 🎬, quote \", back\\slash, line\nbreak, \u0000, half a pair \ud83c, </script>";
        TextToVideoRequest request = TextToVideoRequest.builder().prompt(prompt).build();
        assertThat(new String(request.toJson().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(request.toJson());
        assertThat(TextToVideoRequest.fromJson(request.toJson())).isEqualTo(request);
        assertThat(TextToVideoRequest.fromJson(request.toJson()).prompt()).isEqualTo(prompt);
    }

    @Test
    void enums_giveTheServicesValues() {
        assertThat(Quality.P1080.value()).isEqualTo("1080p");
        assertThat(Quality.of("360p")).isEqualTo(Quality.P360);
        assertThat(DurationSeconds.of(8)).isEqualTo(DurationSeconds.EIGHT).hasToString("8");
        assertThat(AspectRatio.TALL_9_16).hasToString("9:16");
        assertThat(MotionMode.values()).extracting(MotionMode::value).containsExactly("normal", "fast");
    }
}

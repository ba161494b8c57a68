package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.model.AspectRatio;
import io.github.pixverseopenapi.client.model.DurationSeconds;
import io.github.pixverseopenapi.client.model.MotionMode;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.Quality;
import io.github.pixverseopenapi.client.model.Scheduler;
import io.github.pixverseopenapi.client.model.SpeakerId;
import io.github.pixverseopenapi.client.model.Style;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V5MotionMode;
import io.github.pixverseopenapi.client.model.V5VideoRequest;
import io.github.pixverseopenapi.client.model.V6AspectRatio;
import io.github.pixverseopenapi.client.model.V6VideoRequest;
import io.github.pixverseopenapi.client.model.Violation;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("pit-requests")
class RequestTest {
    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void request_readAndModified_isTheSameType(Operation operation) throws ReflectiveOperationException {
        Class<? extends PixverseRequest> type = OperationInvoker.requestType(operation);
        PixverseRequest request = OperationInvoker.request(operation, "{\"prompt\":7}");
        assertThat(request).isExactlyInstanceOf(type).hasToString(type.getSimpleName() + "{\"prompt\":7}");
        assertThat(request.violations())
                .extracting(Violation::message)
                .contains(
                        "prompt must be text with at least one character other than space, tab and line break, but was 7");
        Object builder = type.getMethod("toBuilder").invoke(request);
        builder.getClass()
                .getMethod("additionalProperty", String.class, Object.class)
                .invoke(builder, "camera", "low");
        assertThat(builder.getClass().getMethod("build").invoke(builder))
                .isExactlyInstanceOf(type)
                .isEqualTo(OperationInvoker.request(operation, "{\"prompt\":7,\"camera\":\"low\"}"));
    }

    @Test
    void equals_ofAnotherKindOrAnotherField_isFalse() {
        TextToVideoRequest request = TextToVideoRequest.fromJson("{}");
        assertThat(request.equals(V6VideoRequest.fromJson("{}"))).isFalse();
        assertThat(TextToVideoRequest.fromJson("{\"a\":1}")).isNotEqualTo(request);
        assertThat(TextToVideoRequest.fromJson("{\"a\":1}").hashCode()).isNotEqualTo(request.hashCode());
    }

    @Test
    void builder_new_hasTheRequiredDefaultsOnly() {
        TextToVideoRequest request =
                TextToVideoRequest.builder().prompt("A boat").build();
        assertThat(JsonParser.parseString(request.toJson())).isEqualTo(JsonParser.parseString("""
                {"aspect_ratio": "16:9", "duration": 5, "motion_mode": "normal", "quality": "540p",
                 "prompt": "A boat"}"""));
        assertThat(JsonParser.parseString(
                        V6VideoRequest.builder().prompt("A kite").build().toJson()))
                .isEqualTo(JsonParser.parseString("{\"prompt\": \"A kite\"}"));
    }

    @Test
    void getters_returnWhatWasSet_orNull() {
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
    void getters_ofValuesTheTypeCannotHold_reportWhich() {
        TextToVideoRequest request = TextToVideoRequest.fromJson(
                "{\"quality\": \"4k\", \"seed\": 12345678901, \"prompt\": 7, \"duration\": 5.0}");
        assertThatThrownBy(request::quality)
                .hasMessage("quality must be one of 360p, 540p, 720p, 1080p, but was \"4k\"");
        assertThatThrownBy(request::seed).hasMessage("seed must be a value of type Integer, but was 12345678901");
        assertThatThrownBy(request::prompt).hasMessage("prompt must be a value of type String, but was 7");
    }

    @Test
    void additionalProperty_anyJson_isSent() {
        TextToVideoRequest request = TextToVideoRequest.builder()
                .prompt("A boat")
                .additionalProperty("camera", Map.of("zoom", List.of(1, 2.5)))
                .additionalProperty("nothing", null)
                .build();
        assertThat(request.toJson()).contains("\"camera\":{\"zoom\":[1,2.5]}").contains("\"nothing\":null");
        assertThat(request.violations()).isEmpty();
    }

    @Test
    void build_thenAChangeOfTheBuilder_keepsTheRequestUnchanged() {
        TextToVideoRequest.Builder builder = TextToVideoRequest.builder().prompt("first");
        TextToVideoRequest first = builder.build();
        TextToVideoRequest second = builder.prompt("second").build();
        assertThat(first.prompt()).isEqualTo("first");
        assertThat(second.prompt()).isEqualTo("second");
        assertThat(first.toBuilder().prompt("second").build()).isEqualTo(second).hasSameHashCodeAs(second);
        assertThat(first).isNotEqualTo(second).isNotEqualTo(null).hasToString("TextToVideoRequest" + first.toJson());
    }

    @Test
    void fromJson_ofToJson_returnsAnEqualRequest() {
        String prompt = "emoji 🎬, quote \", back\\slash, line\nbreak, \u0000, half a pair \ud83c, </script>";
        TextToVideoRequest request = TextToVideoRequest.builder().prompt(prompt).build();
        assertThat(new String(request.toJson().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(request.toJson());
        assertThat(TextToVideoRequest.fromJson(request.toJson())).isEqualTo(request);
        assertThat(TextToVideoRequest.fromJson(request.toJson()).prompt()).isEqualTo(prompt);
    }

    @Test
    void enums_value_isTheValueOfTheDocument() {
        assertThat(Quality.P1080.value()).isEqualTo("1080p");
        assertThat(Quality.of("360p")).isEqualTo(Quality.P360);
        assertThat(DurationSeconds.of(8)).isEqualTo(DurationSeconds.EIGHT).hasToString("8");
        assertThat(AspectRatio.TALL_9_16).hasToString("9:16");
        assertThat(MotionMode.values()).extracting(MotionMode::value).containsExactly("normal", "fast");
    }

    @Test
    void enums_of_returnsTheConstantOfEachValue() {
        assertFound(AspectRatio.values(), AspectRatio::value, AspectRatio::of);
        assertFound(DurationSeconds.values(), DurationSeconds::value, DurationSeconds::of);
        assertFound(MotionMode.values(), MotionMode::value, MotionMode::of);
        assertFound(Quality.values(), Quality::value, Quality::of);
        assertFound(Scheduler.values(), Scheduler::value, Scheduler::of);
        assertFound(SpeakerId.values(), SpeakerId::value, SpeakerId::of);
        assertFound(Style.values(), Style::value, Style::of);
        assertFound(V5MotionMode.values(), V5MotionMode::value, V5MotionMode::of);
        assertFound(V6AspectRatio.values(), V6AspectRatio::value, V6AspectRatio::of);
    }

    private static <E extends Enum<E>, V> void assertFound(E[] constants, Function<E, V> value, Function<V, E> of) {
        assertThat(constants).isNotEmpty().allSatisfy(constant -> {
            assertThat(of.apply(value.apply(constant))).isSameAs(constant);
            assertThat(constant).hasToString(String.valueOf(value.apply(constant)));
        });
    }
}

package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.InvalidRequestException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.DurationSeconds;
import io.github.pixverseopenapi.client.model.ImageToVideoRequest;
import io.github.pixverseopenapi.client.model.MotionMode;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.Quality;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V6VideoRequest;
import io.github.pixverseopenapi.client.model.Violation;
import io.github.pixverseopenapi.contract.fixtures.ClientSandbox;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
@Tag("pit-calls")
class BadInputTest {
    private static final String PROMPT_RULE =
            "prompt must be text with at least one character other than space, tab and line break";
    private static final String URL_RULE =
            "image_url must be an absolute http or https URL, percent-encoded as in RFC 3986";

    /** The number is compared with the text of a combination that is excluded. */
    @Test
    void violations_ofANumberWhereTextBelongs_nameTheField() {
        TextToVideoRequest wrong =
                TextToVideoRequest.fromJson("{\"prompt\":\"A paper boat\",\"duration\":8,\"quality\":5}");

        assertThat(wrong.violations())
                .extracting(Violation::message)
                .contains("quality must be one of \"360p\", \"540p\", \"720p\", \"1080p\", but was 5");
    }

    @Test
    void textToVideo_withManyViolations_namesThemAllAndSendsNothing(Sandbox sandbox) {
        TextToVideoRequest request = TextToVideoRequest.builder()
                .prompt("")
                .duration(DurationSeconds.EIGHT)
                .quality(Quality.P1080)
                .motionMode(MotionMode.FAST)
                .aspectRatio("5:4")
                .seed(100_000)
                .negativePrompt(null)
                .build();
        try (PixverseClient client = ClientSandbox.client(sandbox)) {
            InvalidRequestException exception =
                    catchThrowableOfType(InvalidRequestException.class, () -> client.textToVideo(request));
            assertThat(exception)
                    .hasMessageContainingAll(
                            PROMPT_RULE + ", but was \"\"",
                            "aspect_ratio must be one of \"16:9\", \"4:3\", \"1:1\", \"3:4\", \"9:16\", but was \"5:4\"",
                            "seed must be a whole number from 1 to 99999, but was 100000",
                            "negative_prompt must be text, but was null",
                            "duration 8 and motion_mode \"fast\" must not be combined: fast motion is available at 5 seconds only",
                            "duration 8 and quality \"1080p\" must not be combined: 1080p is available at 5 seconds only",
                            "motion_mode \"fast\" and quality \"1080p\" must not be combined: 1080p does not support fast motion");
            assertThat(exception).hasMessageStartingWith("textToVideo: the request breaks the rules of the document:");
            assertThat(exception.violations()).hasSize(7);
            assertThat(exception.billing()).isEqualTo(Billing.NOT_SENT);
            assertThat(exception.statusCode()).isZero();
        }
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void textToVideoAsync_withAViolation_failsTheFuture(Sandbox sandbox) {
        try (PixverseClient client = ClientSandbox.client(sandbox)) {
            TextToVideoRequest request = TextToVideoRequest.builder().build();
            assertThatThrownBy(() -> client.textToVideoAsync(request).join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining(PROMPT_RULE + ", but was missing");
        }
        assertThat(sandbox.journal()).isEmpty();
    }

    @Test
    void textToVideo_withNull_throws(Sandbox sandbox) {
        try (PixverseClient client = ClientSandbox.client(sandbox)) {
            assertThatThrownBy(() -> client.textToVideo(null))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("textToVideo: request must be built by a builder, but was null");
        }
    }

    @Test
    void textToVideo_withoutValidation_sendsAnInvalidRequest(Sandbox sandbox) {
        TextToVideoRequest request =
                TextToVideoRequest.builder().prompt("A boat").duration(10).build();
        try (PixverseClient client =
                ClientSandbox.builder(sandbox).validateRequests(false).build()) {
            assertThatThrownBy(() -> client.textToVideo(request))
                    .isInstanceOf(io.github.pixverseopenapi.client.BadRequestException.class)
                    .hasMessageContaining("duration");
        }
        assertThat(sandbox.journal())
                .singleElement()
                .satisfies(entry -> assertThat(entry.bodyText()).contains("\"duration\":10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n\t ", ""})
    void prompt_withoutAVisibleCharacter_isAViolation(String prompt) {
        assertViolation(TextToVideoRequest.builder().prompt(prompt).build(), "prompt", PROMPT_RULE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lighthouse.png",
                "/lighthouse.png",
                "ftp://example.com/a.png",
                "https://",
                "http:///a.png",
                "https://example.com/a b.png",
                "https://example.com/ä.png",
                "https://example.com/a.png\n",
                "data:image/png;base64,AAAA",
                "HTTPS//example.com",
                "https://?a"
            })
    void imageUrl_malformed_isAViolation(String url) {
        assertViolation(ImageToVideoRequest.builder().prompt("x").imageUrl(url).build(), "image_url", URL_RULE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/a.png",
                "http://example.com/a.png?x=1&y=%20#z",
                "https://[2001:db8::1]/a.png",
                "https://user:secret@example.com:8443/a.png"
            })
    void imageUrl_wellFormed_isNone(String url) {
        assertThat(ImageToVideoRequest.builder()
                        .prompt("x")
                        .imageUrl(url)
                        .build()
                        .violations())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,false", "1,true", "20,true", "20.001,false", "0.999,false", "NaN,false", "Infinity,false"})
    void guidanceScale_atTheBounds_isValidated(double scale, boolean allowed) {
        V6VideoRequest request =
                V6VideoRequest.builder().prompt("x").guidanceScale(scale).build();
        assertThat(request.violations().isEmpty()).isEqualTo(allowed);
        if (!allowed) {
            assertViolation(request, "guidance_scale", "guidance_scale must be a number from 1 to 20");
        }
    }

    @Test
    void guidanceScale_notFinite_isRejectedEvenWithoutValidation(Sandbox sandbox) {
        V6VideoRequest request =
                V6VideoRequest.builder().prompt("x").guidanceScale(Double.NaN).build();
        try (PixverseClient client =
                ClientSandbox.builder(sandbox).validateRequests(false).build()) {
            assertThatThrownBy(() -> client.generateV6Video(request)).isInstanceOf(InvalidRequestException.class);
        }
        assertThat(sandbox.journal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two\nlines", "two words", "schlüssel", "tab\there"})
    void apiKey_thatCannotBeSent_isRejectedWithoutShowingIt(String key) {
        assertThatThrownBy(() -> PixverseClient.create(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("apiKey must be ")
                .satisfies(exception -> {
                    if (!key.isBlank()) {
                        assertThat(exception.getMessage()).doesNotContain(key);
                    }
                });
    }

    @Test
    void apiKey_supplierFails_isRejectedBeforeSending(Sandbox sandbox) {
        assertSupplierRejected(sandbox, () -> "two\nlines", "apiKey must be ");
        assertSupplierRejected(sandbox, () -> null, "apiKey must be the secret key of your account, but was missing");
        assertSupplierRejected(
                sandbox,
                () -> {
                    throw new IllegalStateException("vault says: secret-in-message");
                },
                "apiKey must come from the supplier, but it threw ");
        assertThat(sandbox.journal()).isEmpty();
    }

    private static void assertSupplierRejected(
            Sandbox sandbox, java.util.function.Supplier<String> supplier, String message) {
        try (PixverseClient client =
                ClientSandbox.builder(sandbox).apiKey(supplier).build()) {
            assertThatThrownBy(() -> client.textToVideo(
                            TextToVideoRequest.builder().prompt("A boat").build()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageStartingWith("textToVideo: ")
                    .hasMessageContaining(message)
                    .hasMessageNotContainingAny("secret-in-message", "two\nlines");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.segmind.com",
                "http://127.evil.example",
                "ftp://api.segmind.com",
                "api.segmind.com",
                "",
                "https://user@api.segmind.com",
                "https://api.segmind.com?x=1",
                "https://api.segmind.com#x",
                "http://localhost.example.com"
            })
    void baseUrl_thatIsNotSafe_isRejected(String url) {
        assertRejected(builder -> builder.baseUrl(url), "baseUrl must be ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gateway.example/pixverse",
                "http://localhost:8089",
                "http://127.0.0.1:1",
                "http://[::1]:80/"
            })
    void baseUrl_thatIsSafe_isAccepted(String url) {
        PixverseClient.builder().apiKey("k").baseUrl(url).build().close();
    }

    @Test
    void build_withManyInvalidSettings_namesThemAll() {
        assertRejected(
                builder -> builder.apiKey((String) null)
                        .baseUrl(null)
                        .timeout(Duration.ZERO)
                        .connectTimeout(null)
                        .maxConcurrency(0)
                        .maxRetries(-1),
                "but was missing",
                "but was null",
                "timeout must be from 1 ms",
                "connectTimeout must be from 1 ms",
                "maxConcurrency must be from 1 to 10000, but was 0",
                "maxRetries must be from 0 to 100, but was -1");
    }

    @Test
    void textToVideo_withAnUnknownField_isSentOnlyOnRequest(Sandbox sandbox) {
        TextToVideoRequest misspelt = TextToVideoRequest.fromJson(
                TextToVideoRequest.builder().prompt("A boat").build().toJson().replace("}", ",\"qualty\":\"1080p\"}"));
        try (PixverseClient client = ClientSandbox.client(sandbox)) {
            assertThatThrownBy(() -> client.textToVideo(misspelt))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("qualty must be a field of TextToVideoRequest (did you mean \"quality\"?)");
            assertThat(sandbox.journal()).isEmpty();
            client.textToVideo(misspelt.toBuilder()
                            .additionalProperty("qualty", "4k")
                            .build())
                    .close();
        }
        try (PixverseClient client =
                ClientSandbox.builder(sandbox).validateRequests(false).build()) {
            client.textToVideo(misspelt).close();
        }
        assertThat(sandbox.journal())
                .extracting(entry -> entry.bodyText().contains("\"qualty\":\"4k\""))
                .containsExactly(true, false);
    }

    @Test
    void additionalProperty_withAKnownName_isRejected() {
        assertThatThrownBy(() -> TextToVideoRequest.builder().additionalProperty("quality", "4k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("name of an additional property must be text other than")
                .hasMessageEndingWith(", but was \"quality\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "nope", "{\"a\":1} x", "{a:1}", "{\"a\":NaN}"})
    void fromJson_withoutOneObject_isRejected(String json) {
        assertThatThrownBy(() -> TextToVideoRequest.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("json must be the text of one JSON object");
    }

    @Test
    void of_withAnUnknownValue_namesTheAllowedOnes() {
        assertThatThrownBy(() -> Quality.of("4k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Quality must be one of 360p, 540p, 720p, 1080p, but was \"4k\"");
    }

    private static void assertRejected(Consumer<PixverseClient.Builder> change, String... messages) {
        PixverseClient.Builder builder = PixverseClient.builder().apiKey("k");
        change.accept(builder);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(messages);
    }

    private static void assertViolation(PixverseRequest request, String field, String rule) {
        assertThat(request.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.fields()).containsExactly(field);
            assertThat(violation.message()).startsWith(rule + ", but was ");
            assertThat(violation).hasToString(violation.message());
        });
        assertThat(request.violations()).extracting(Violation::message).hasSize(1);
    }
}

package io.github.pixverseopenapi.contract.templates;

import static io.github.pixverseopenapi.contract.fixtures.ReflectiveObject.call;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.fixtures.CompiledClient;
import io.github.pixverseopenapi.contract.fixtures.Generator;
import io.github.pixverseopenapi.contract.fixtures.TemplateDirectory;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An endpoint of a fictitious document works like the others: no template depends on the endpoints. Forty more
 * operations, half of which are in two tags with accessors, do not change that.
 */
class SixthEndpointTest {
    private static final String GOOD = "{\"caption\":\"Two cats.\",\"layers\":2,\"mood\":\"calm\",\"border\":\"thin\"}";

    @TempDir
    static Path folder;

    private static CompiledClient generated;

    @BeforeAll
    static void generateAndCompile() {
        Path document = new DocumentVariant()
                .plus("sixth-endpoint.yaml")
                .plusTag("Clips", "clips")
                .plusTag("Film tools", "filmTools")
                .plusCopies("One", "Clips")
                .plusCopies("Two", "Clips")
                .plusCopies("Three", "Film tools")
                .plusCopies("Four", "Film tools")
                .write(folder.resolve("document.yaml"));
        generated = CompiledClient.of(
                new Generator(TemplateDirectory.CUSTOM, document).into(folder.resolve("output")),
                folder.resolve("classes"));
    }

    @Test
    void operation_ofTheNewEndpoint_hasPathTimeAndPrice() {
        Object operation = call(generated.type("Operation"), "valueOf", "MIX_CLIPS");

        assertThat(call(operation, "path")).isEqualTo("/v0/clip-mixer");
        assertThat(call(operation, "typicalTime")).isEqualTo(Optional.of(Duration.ofMillis(12_500)));
        assertThat(call(operation, "lowestPriceUsd")).isEqualTo(Optional.of(new BigDecimal("0.01")));
        assertThat(call(operation, "highestPriceUsd")).isEqualTo(Optional.of(new BigDecimal("3.50")));
    }

    @Nested
    class Request {
        @Test
        void builder_leftAlone_setsRequiredDefaultsOnly() {
            assertThat(call(call(builder(), "build"), "toJson"))
                    .isEqualTo("{\"layers\":2,\"mood\":\"calm\",\"border\":\"thin\"}");
        }

        @Test
        void builder_ofEveryType_takesWhatTheGettersGive() {
            Object mood = call(generated.type("model.ClipMood"), "valueOf", "LOUD");
            List<String> names = List.of(
                    "caption", "layers", "mood", "seed", "loudness", "loop", "balance", "tempo", "frames", "fields");
            List<Object> values =
                    List.of("Two cats.", 4, mood, 9_000_000_000L, 1.25, true, 0.5f, new BigDecimal("0.75"), 24, "wide");
            Object builder = builder();

            for (int i = 0; i < names.size(); i++) {
                call(builder, names.get(i), values.get(i));
            }
            Object request = call(builder, "build");

            assertThat(names.stream().map(name -> call(request, name)).toList()).isEqualTo(values);
            assertThat(violations(request)).isEmpty();
        }

        @Test
        void field_thatIsMissing_isReportedByName() {
            assertThat(violations(call(builder(), "build")))
                    .containsExactly("caption must be"
                            + " a sentence that starts with a capital and doesn't lack its full stop, but was missing");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "caption  | \"lower.\" | a sentence that starts with a capital and doesn't lack its full stop",
                    "caption  | \"A.\"     | a sentence that starts with a capital and doesn't lack its full stop",
                    "layers   | 0          | a whole number from 1 to 4",
                    "layers   | 1.5        | a whole number from 1 to 4",
                    "mood     | \"sad\"    | one of \"calm\", \"rock'n'roll & more\"",
                    "border   | \"dotted\" | one of \"none\", \"thin\", \"thick\"",
                    "seed     | 9000000001 | a whole number not above 9000000000",
                    "loudness | 0.4        | a number from 0.5 to 1.5",
                    "loop     | \"true\"   | true or false",
                    "tempo    | 0.01       | a number not below 0.1",
                    "frames   | 0.5        | a whole number",
                    "fields   | 7          | text"
                })
        void value_thatIsNotAllowed_isReportedByName(String field, String value, String allowed) {
            JsonObject json = JsonParser.parseString(GOOD).getAsJsonObject();
            json.add(field, JsonParser.parseString(value));

            assertThat(violations(request(json.toString())))
                    .containsExactly(field + " must be " + allowed + ", but was " + value);
        }

        @Test
        void combination_thatIsExcluded_isReportedWithItsReason() {
            JsonObject json = JsonParser.parseString(GOOD).getAsJsonObject();
            json.addProperty("mood", "rock'n'roll & more");
            json.addProperty("border", "thick");

            assertThat(violations(request(json.toString())))
                    .singleElement()
                    .asString()
                    .contains("mood", "border")
                    .endsWith("must not be combined: loud moods have no room for a thick border");
        }

        private Object builder() {
            return call(generated.type("model.ClipMixerRequest"), "builder");
        }

        private List<String> violations(Object request) {
            return ((Collection<?>) call(request, "violations"))
                    .stream().map(String::valueOf).toList();
        }
    }

    @Test
    void client_ofThreeTags_hasItsOwnMethodsAndTheAccessorsOfTwo() {
        Class<?> client = generated.type("PixverseClient");

        assertThat(methods(client))
                .contains("textToVideo", "mixClips", "clips", "filmTools")
                .doesNotContain("textToVideoOne", "textToVideoThree");
        assertThat(methods(generated.type("PixverseOperations$ClipsOperations")))
                .contains("textToVideoOne", "textToVideoTwo", "extendV5VideoTwoAsync")
                .doesNotContain("textToVideo", "textToVideoThree", "submitTextToVideoOne");
        assertThat(methods(generated.type("PixverseOperations$FilmToolsOperations")))
                .contains("textToVideoThree", "textToVideoFour");
    }

    private static List<String> methods(Class<?> type) {
        return Stream.of(type.getMethods()).map(Method::getName).distinct().toList();
    }

    @Nested
    class GeneratedCall {
        private final MockWebServer server = new MockWebServer();
        private AutoCloseable client;

        @BeforeEach
        void connect() throws Exception {
            server.start();
            client = generated.client(server.url("/").toString());
        }

        @AfterEach
        void disconnect() throws Exception {
            client.close();
            server.close();
        }

        @Test
        void goodRequest_isSentToThePath_andGivesTheVideo() throws Exception {
            server.enqueue(SampleResponse.video());

            try (AutoCloseable video = (AutoCloseable) call(client, "mixClips", request(GOOD))) {
                assertThat(call(video, "bytes")).isEqualTo(SampleResponse.BYTES.getBytes(US_ASCII));
            }
            RecordedRequest sent = server.takeRequest();
            assertThat(sent.getMethod() + " " + sent.getTarget()).isEqualTo("POST /v0/clip-mixer");
            assertThat(sent.getBody().utf8()).isEqualTo(GOOD);
        }

        @Test
        void goodRequest_withoutWaiting_returnsTheVideo() throws Exception {
            server.enqueue(SampleResponse.video());

            CompletableFuture<?> future = (CompletableFuture<?>) call(client, "mixClipsAsync", request(GOOD));

            try (AutoCloseable video = (AutoCloseable) future.get()) {
                assertThat(call(call(video, "metadata"), "requestId")).isEqualTo(Optional.of("an-id"));
            }
        }

        @Test
        void goodRequest_ofATagWithAnAccessor_isSentToThePath_andGivesTheVideo() throws Exception {
            server.enqueue(SampleResponse.video());
            Object request = build("TextToVideoRequestThree");

            try (AutoCloseable video = (AutoCloseable) call(call(client, "filmTools"), "textToVideoThree", request)) {
                assertThat(call(video, "bytes")).isEqualTo(SampleResponse.BYTES.getBytes(US_ASCII));
            }
            assertThat(server.takeRequest().getTarget()).isEqualTo("/v1/copy-Three-text2video");
        }

        @Test
        void status_ofATagWithAnAccessor_isWhatTheDocumentStates() {
            server.enqueue(SampleResponse.error(406));
            Object request = build("TextToVideoRequestOne");

            Throwable failure = catchThrowable(() -> call(call(client, "clips"), "textToVideoOne", request));

            assertThat(failure).isInstanceOf(generated.type("InsufficientCreditsException"));
            assertThat(call(failure, "billing")).hasToString("NOT_BILLED");
        }

        @Test
        void job_ofATagWithAnAccessor_isSubmittedByTheClientItself() throws Exception {
            server.enqueue(SampleResponse.error(401));
            Object request = build("TextToVideoRequestFour");

            Throwable failure = catchThrowable(() -> call(client, "submit", request));

            assertThat(failure).isInstanceOf(generated.type("UnauthorizedException"));
            assertThat(server.takeRequest().getTarget()).isEqualTo("/v2/copy-Four-text2video");
        }

        @Test
        void badRequest_isRejectedWithEveryField_andNotSent() {
            Throwable failure = catchThrowable(() -> call(
                    client,
                    "mixClips",
                    request("{\"caption\":\"\",\"layers\":9,\"mood\":\"sad\",\"border\":\"thin\",\"loop\":1}")));

            assertThat(failure)
                    .isInstanceOf(generated.type("InvalidRequestException"))
                    .hasMessageContainingAll(
                            "doesn't lack its full stop, but was \"\"",
                            "layers must be a whole number from 1 to 4, but was 9",
                            "mood must be one of",
                            ", but was \"sad\"",
                            "loop must be true or false, but was 1");
            assertThat(server.getRequestCount()).isZero();
        }

        @Test
        void statusOfItsOwn_ofTheNewOperation_isWhatTheDocumentStates() {
            server.enqueue(SampleResponse.error(409));

            Throwable failure = catchThrowable(() -> call(client, "mixClips", request(GOOD)));

            assertThat(failure).isInstanceOf(generated.type("InsufficientCreditsException"));
            assertThat(call(failure, "statusCode")).isEqualTo(409);
            assertThat(call(failure, "billing")).hasToString("UNKNOWN");
        }

        /** A retry could start a second paid job, regardless of the exception's name. */
        @Test
        void status_thatMayBeBilled_isNeverRetried() {
            server.enqueue(SampleResponse.error(423));
            server.enqueue(SampleResponse.video());

            Throwable failure = catchThrowable(() -> call(client, "mixClips", request(GOOD)));

            assertThat(failure).isInstanceOf(generated.type("RateLimitedException"));
            assertThat(server.getRequestCount()).isEqualTo(1);
        }

        @Test
        void sharedStatus_ofTheNewOperation_isWhatTheDocumentStates() {
            server.enqueue(SampleResponse.error(400));

            Throwable failure = catchThrowable(() -> call(client, "mixClips", request(GOOD)));

            assertThat(failure).isInstanceOf(generated.type("BadRequestException"));
            assertThat(call(failure, "billing")).hasToString("NOT_BILLED");
        }

        @Test
        void statusOfTheNewOperation_onAnother_isUndocumented() {
            server.enqueue(SampleResponse.error(409));
            Object request = build("TextToVideoRequest");

            Throwable failure = catchThrowable(() -> call(client, "textToVideo", request));

            assertThat(failure).isInstanceOf(generated.type("UnexpectedResponseException"));
        }
    }

    private static Object request(String json) {
        return call(generated.type("model.ClipMixerRequest"), "fromJson", json);
    }

    /** @param type one of a text-to-video request */
    private static Object build(String type) {
        Object builder = call(generated.type("model." + type), "builder");
        return call(call(builder, "prompt", "A cat"), "build");
    }
}

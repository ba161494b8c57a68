package io.github.pixverseopenapi.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoMetadata;
import io.github.pixverseopenapi.contract.client.ExpectedError;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client's requests and its handling of the responses. Passing exchanges are written into the pact. */
@Tag("consumer-pact")
@Tag("committed-files")
class ConsumerPactTest {

    private static final List<PactCase> PASSED = new ArrayList<>();

    static Stream<PactCase> videos() {
        return PactCase.in(ProviderState.VIDEO);
    }

    static Stream<PactCase> videosElsewhere() {
        return PactCase.in(ProviderState.VIDEO_ELSEWHERE, ProviderState.OUTPUT_ELSEWHERE);
    }

    static Stream<PactCase> errorResponses() {
        EnumSet<ProviderState> errorResponses = EnumSet.allOf(ProviderState.class);
        errorResponses.removeAll(
                List.of(ProviderState.VIDEO, ProviderState.VIDEO_ELSEWHERE, ProviderState.OUTPUT_ELSEWHERE));
        return PactCase.in(errorResponses.toArray(ProviderState[]::new));
    }

    @AfterAll
    static void writePact() throws IOException {
        PactFile.write(PactInteractions.of(PASSED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("videos")
    void call_videoResponse_returnsIt(PactCase exchange) {
        MockProvider.play(exchange, (client, downloadHost) -> {
            try (Video video = PactCall.with(client, exchange)) {
                assertIsTheSample(video);
                assertIsBare(video.metadata());
                assertThat(downloadHost.requests()).isEmpty();
            }
        });
        PASSED.add(exchange);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("videosElsewhere")
    void call_videoUrl_isFetched(PactCase exchange) {
        MockProvider.play(exchange, (client, downloadHost) -> {
            try (Video video = PactCall.with(client, exchange)) {
                assertIsTheSample(video);
                assertIsBare(video.metadata());
                assertThat(downloadHost.requests()).containsExactly("GET " + address(sent(exchange)));
            }
        });
        PASSED.add(exchange);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("errorResponses")
    void call_errorStatus_throwsItsException(PactCase exchange) {
        ExpectedError expected = ExpectedError.of(exchange.situation().status());
        MockProvider.play(exchange, (client, downloadHost) -> {
            PixverseException exception = catchThrowableOfType(
                    PixverseException.class,
                    () -> PactCall.with(client, exchange).close());

            assertThat(exception).isExactlyInstanceOf(expected.type());
            assertThat(exception.statusCode()).isEqualTo(exchange.situation().status());
            assertThat(exception.billing()).isEqualTo(expected.billing());
            assertThat(exception.requestId()).isEmpty();
            assertThat(exception.body()).isEqualTo(sent(exchange));
            assertThat(exception).hasMessageContaining(reason(exchange));
            assertThat(downloadHost.requests()).isEmpty();
        });
        PASSED.add(exchange);
    }

    private static void assertIsTheSample(Video video) {
        assertThat(video.contentType()).isEqualTo(Mp4Boxes.MEDIA_TYPE);
        byte[] bytes = video.bytes();
        assertThat(bytes).isEqualTo(StubResponse.video().body());
        assertThat(video.contentLength()).isEqualTo(bytes.length);
    }

    /** The service may omit all documented headers, and the client does not need them. */
    private static void assertIsBare(VideoMetadata metadata) {
        assertThat(metadata.statusCode()).isEqualTo(200);
        assertThat(metadata.requestId()).isEmpty();
        assertThat(metadata.cost()).isEmpty();
        assertThat(metadata.remainingCredits()).isEmpty();
        assertThat(metadata.generationSeconds()).isEmpty();
        assertThat(metadata.seed()).isEmpty();
    }

    /** The text of the provider's response. */
    private static String sent(PactCase exchange) {
        return exchange.situation().shape().text(exchange.documentedResponse());
    }

    private static String address(String json) {
        JsonObject response = JsonParser.parseString(json).getAsJsonObject();
        return response.has("video")
                ? response.getAsJsonObject("video").get("url").getAsString()
                : response.get("output").getAsString();
    }

    /** The message for users: the text of the response without its markup. */
    private static String reason(PactCase exchange) {
        String sent = sent(exchange);
        return switch (exchange.situation().shape()) {
            case NOTHING -> "(the response has no text)";
            case HTML -> ": " + sent.replaceAll("<[^>]*>", "");
            default ->
                JsonParser.parseString(sent).getAsJsonObject().get("error").getAsString();
        };
    }
}

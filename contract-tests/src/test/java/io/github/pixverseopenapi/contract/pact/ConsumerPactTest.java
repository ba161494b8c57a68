package io.github.pixverseopenapi.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonParser;
import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.UnauthorizedException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoMetadata;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.sandbox.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the client sends and how it takes the answers. What passes here is written into the pact. */
@Tag("consumer-pact")
class ConsumerPactTest {

    private static final List<Exchange> PASSED = new ArrayList<>();

    static Stream<Exchange> videos() {
        return Exchange.in(Situation.VIDEO);
    }

    static Stream<Exchange> wrongKeys() {
        return Exchange.in(Situation.WRONG_KEY);
    }

    @AfterAll
    static void writePact() throws IOException {
        PactFile.write(ExchangePact.of(PASSED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("videos")
    void call_withAValidKey_returnsTheVideo(Exchange exchange) {
        MockProvider.play(exchange, client -> {
            try (Video video = ClientCall.of(exchange.operation()).with(client)) {
                assertIsTheSample(video);
                assertIsDocumented(video.metadata());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        PASSED.add(exchange);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongKeys")
    void call_withAWrongKey_throwsAndIsNotBilled(Exchange exchange) {
        MockProvider.play(exchange, client -> {
            UnauthorizedException refusal = catchThrowableOfType(
                    UnauthorizedException.class,
                    () -> ClientCall.of(exchange.operation()).with(client).close());

            assertThat(refusal).as("refusal").isNotNull();
            assertThat(refusal.status()).isEqualTo(401);
            assertThat(refusal.billing()).isEqualTo(Billing.NOT_BILLED);
            assertThat(refusal.requestId()).hasValue(DocumentedHeaders.example("x-request-id"));
            assertThat(refusal).hasMessageContaining(reason(refusal.body()));
        });
        PASSED.add(exchange);
    }

    private static void assertIsTheSample(Video video) throws IOException {
        assertThat(video.contentType()).isEqualTo(Mp4Boxes.MEDIA_TYPE);
        byte[] bytes = video.bytes();
        assertThat(bytes).isEqualTo(Answer.video().body());
        assertThat(video.contentLength()).isEqualTo(bytes.length);
    }

    private static void assertIsDocumented(VideoMetadata metadata) {
        assertThat(metadata.status()).isEqualTo(200);
        assertThat(metadata.requestId()).hasValue(DocumentedHeaders.example("x-request-id"));
        assertThat(metadata.cost()).hasValue(number("x-cost"));
        assertThat(metadata.remainingCredits()).hasValue(number("x-remaining-credits"));
        assertThat(metadata.generationSeconds()).hasValue(number("x-generation-time"));
        assertThat(metadata.seed()).hasValue(number("x-seed-value").longValueExact());
    }

    private static BigDecimal number(String header) {
        return new BigDecimal(DocumentedHeaders.example(header));
    }

    private static String reason(String errorBody) {
        return JsonParser.parseString(errorBody).getAsJsonObject().get("error").getAsString();
    }
}

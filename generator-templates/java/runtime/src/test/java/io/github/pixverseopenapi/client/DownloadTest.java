package io.github.pixverseopenapi.client;

import static io.github.pixverseopenapi.client.StubService.ID;
import static io.github.pixverseopenapi.client.StubService.VIDEO;
import static io.github.pixverseopenapi.client.StubService.file;
import static io.github.pixverseopenapi.client.StubService.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that come slowly or break off, from a server on this machine. Time is real. */
class DownloadTest {
    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static final long LONGER_SECONDS = 5;

    private final StubService service = new StubService();
    private final PixverseClient client = PixverseClient.builder()
            .apiKey("a-key")
            .baseUrl(service.url().toString())
            .build();

    DownloadTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        service.close();
    }

    static Stream<MockResponse> slowFiles() {
        return Stream.of(
                file().headersDelay(LONGER_SECONDS, TimeUnit.SECONDS).build(),
                file().bodyDelay(LONGER_SECONDS, TimeUnit.SECONDS).build());
    }

    @ParameterizedTest
    @MethodSource("slowFiles")
    void await_fileThatComesAfterTheDeadline_endsAtTheDeadline(MockResponse slow) {
        service.respond(state("COMPLETED"), service.result(), slow);

        JobTimeoutException failure = catchThrowableOfType(
                JobTimeoutException.class, () -> client.job(ID).await(DEADLINE).close());

        assertThat(failure.billing()).isEqualTo(Billing.BILLED);
        assertThat(failure.jobId()).isEqualTo(ID);
    }

    @Test
    void bytes_afterTheDeadline_stillCome() {
        service.respond(
                state("COMPLETED"),
                service.result(),
                file().throttleBody(VIDEO.length / 2, 2 * DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                        .build());

        try (Video video = client.job(ID).await(DEADLINE)) {
            assertThat(video.bytes()).isEqualTo(VIDEO);
        }
    }

    @Test
    void bytes_ofAFileThatAResponseOfACallNames_areResumed() {
        service.respond(
                service.result(),
                file().onResponseBody(new SocketEffect.CloseSocket()).build(),
                file().build());

        try (Video video = client.textToVideo(
                TextToVideoRequest.builder().prompt("A paper boat").build())) {
            assertThat(video.bytes()).isEqualTo(VIDEO);
        }
        assertThat(service.targets()).containsExactly("POST /v1/pixverse-text2video", "GET /file", "GET /file");
    }
}

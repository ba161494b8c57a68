package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls whose service is an interceptor: nothing reaches a network. */
@Tag("pit-calls")
class CallRunnerTest {
    private static final TextToVideoRequest REQUEST =
            TextToVideoRequest.builder().prompt("A boat").build();

    private static PixverseClient client(Interceptor service) {
        return PixverseClient.builder()
                .apiKey("k")
                .httpClient(new OkHttpClient.Builder().addInterceptor(service).build())
                .build();
    }

    private static Interceptor video() {
        return chain -> StubResponses.ok(chain.request())
                .body(ResponseBody.create("0000ftypisom", MediaType.get("video/mp4")))
                .build();
    }

    private static Interceptor waitingFor(CountDownLatch end) {
        return chain -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return video().intercept(chain);
        };
    }

    @Test
    void blocking_onAnInterruptedThread_givesUpAndStaysInterrupted() {
        CountDownLatch end = new CountDownLatch(1);
        try (PixverseClient client = client(waitingFor(end))) {
            Thread.currentThread().interrupt();
            ConnectionException failure =
                    catchThrowableOfType(ConnectionException.class, () -> client.textToVideo(REQUEST));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure)
                    .hasMessageContaining("the waiting thread was interrupted")
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(failure.billing()).isEqualTo(Billing.NOT_SENT);
        } finally {
            end.countDown();
        }
    }

    @Test
    void blocking_withATimeLimitOfItsOwn_endsWithIt() {
        CountDownLatch end = new CountDownLatch(1);
        try (PixverseClient client = client(waitingFor(end))) {
            assertThatThrownBy(() -> client.textToVideo(REQUEST, Duration.ofMillis(50)))
                    .isInstanceOf(CallTimeoutException.class)
                    .hasMessageContaining("no response within 0.05 s");
        } finally {
            end.countDown();
        }
    }

    /** The exception was created on a thread of the client; its stack trace must include the caller. */
    @ParameterizedTest
    @MethodSource("throwables")
    void blocking_whoseInterceptorThrows_isNotSentAndHasTheTraceOfItsCaller(Throwable thrown) {
        try (PixverseClient client = client(chain -> {
            throw CallRunnerTest.<RuntimeException>unchecked(thrown);
        })) {
            ConnectionException failure =
                    catchThrowableOfType(ConnectionException.class, () -> client.textToVideo(REQUEST));
            assertThat(failure.billing()).isEqualTo(Billing.NOT_SENT);
            assertThat(failure)
                    .hasCause(thrown)
                    .hasMessageContaining("an interceptor's own")
                    .hasNoSuppressedExceptions()
                    .hasStackTraceContaining(CallRunnerTest.class.getName() + ".");
        }
    }

    static Stream<Throwable> throwables() {
        return Stream.of(new IllegalStateException("an interceptor's own"), new LinkageError("an interceptor's own"));
    }

    @SuppressWarnings("unchecked") // The type is erased.
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }

    @Test
    void timeLimit_outOfBounds_isRejected() {
        try (PixverseClient client = client(video())) {
            assertThatThrownBy(() -> client.textToVideo(REQUEST, Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("timeout must be from 1 ms to");
        }
    }

    @Test
    void async_withARequestThatBreaksARule_failsTheFuture() {
        try (PixverseClient client = client(video())) {
            CompletableFuture<Video> rejected =
                    client.textToVideoAsync(TextToVideoRequest.builder().build());
            assertThatThrownBy(rejected::join).hasCauseInstanceOf(InvalidRequestException.class);
            client.textToVideoAsync(REQUEST).join().close();
        }
    }
}

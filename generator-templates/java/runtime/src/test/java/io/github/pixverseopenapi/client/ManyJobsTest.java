package io.github.pixverseopenapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many jobs whose service is an interceptor: nothing reaches a network. */
@Isolated("counts threads by their names")
class ManyJobsTest {
    private static final int JOBS = 1_000;
    /** Those that poll, the scheduler, and some that run callbacks. */
    private static final int MAX_THREADS = 20;

    private final Set<String> polled = ConcurrentHashMap.newKeySet();

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pixverse-"))
                .count();
    }

    @Test
    void awaitAsync_aThousandJobs_waitOnAFewThreads() {
        OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    polled.add(chain.request().url().encodedPath());
                    return StubResponses.ok(chain.request())
                            .body(ResponseBody.create("{\"status\":\"PROCESSING\"}", MediaType.get("application/json")))
                            .build();
                })
                .build();
        // Those of earlier tests, which end by themselves.
        long others = threads();
        try (PixverseClient client =
                PixverseClient.builder().apiKey("k").httpClient(http).build()) {
            List<CompletableFuture<Video>> videos = IntStream.range(0, JOBS)
                    .mapToObj(i -> client.job("job-" + i).awaitAsync())
                    .toList();

            await().atMost(Duration.ofMinutes(1)).until(() -> polled.size() == JOBS);

            assertThat(threads()).isLessThanOrEqualTo(others + MAX_THREADS);
            assertThat(videos).noneMatch(CompletableFuture::isDone);
            videos.forEach(video -> video.cancel(false));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> threads() <= others);
    }
}

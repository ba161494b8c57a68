package io.github.pixverseopenapi.client;

import static io.github.pixverseopenapi.client.StubService.ID;
import static io.github.pixverseopenapi.client.StubService.VIDEO;
import static io.github.pixverseopenapi.client.StubService.file;
import static io.github.pixverseopenapi.client.StubService.json;
import static io.github.pixverseopenapi.client.StubService.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pixverseopenapi.client.model.JobState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits for a job of a server on this machine; a test decides when a delay is over. */
@Tag("pit-calls")
class JobPollerTest {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final MockResponse UNKNOWN = json(404, "{\"error\":\"Request not found\"}");

    private final StubService service;
    private final ManualScheduler scheduler = new ManualScheduler();
    private final VideoJob job;
    private Executor polls = Runnable::run;
    private long now;

    /** Advances only when a delay is over. */
    private final Ticker ticker = new Ticker() {
        @Override
        long nanos() {
            return now;
        }

        @Override
        boolean await(CountDownLatch latch, Duration longest) {
            now += longest.toNanos();
            return latch.getCount() == 0;
        }
    };

    JobPollerTest() throws IOException {
        service = new StubService();
        ClientOptions options = new ClientOptions(PixverseClient.builder()
                .apiKey("a-key")
                .baseUrl(service.url().toString())
                .ticker(ticker));
        HttpClientFactory clients = new HttpClientFactory(options);
        OkHttpClient reads = clients.forReads();
        JobRunner jobs = new JobRunner(
                options,
                new JobReader(new FreeCalls(reads, ticker.clock(), Runnable::run), PixverseClient.api(options, reads)),
                new JobDownload(
                        clients.forDownloads(),
                        options.servers.server(Operation.GET_JOB_RESULT),
                        ticker,
                        scheduler,
                        Runnable::run),
                scheduler,
                task -> polls.execute(task),
                Runnable::run,
                () -> false);
        job = new VideoJob(jobs, ID, Duration.ofSeconds(44));
    }

    @AfterEach
    void close() {
        scheduler.shutdownNow();
        service.close();
    }

    private void passDelay() {
        now += scheduler.delay().toNanos();
        scheduler.fire();
    }

    /** Lets delays pass until the future is complete. */
    private CompletableFuture<Video> await(Duration deadline) {
        CompletableFuture<Video> video = job.awaitAsync(deadline);
        for (int i = 0; i < 100 && !video.isDone(); i++) {
            passDelay();
        }
        return video;
    }

    private <E extends PixverseException> E failure(Class<E> type, Duration deadline) {
        Throwable thrown = catchThrowable(() -> await(deadline).join());
        assertThat(thrown).isInstanceOf(CompletionException.class);
        assertThat(thrown.getCause()).isInstanceOf(type);
        return type.cast(thrown.getCause());
    }

    @Test
    void await_jobThatCompletes_givesTheVideo() {
        service.respond(state("QUEUED"), state("PROCESSING"), state("COMPLETED"), service.result(), file().build());

        try (Video video = await(DEADLINE).join()) {
            assertThat(video.bytes()).isEqualTo(VIDEO);
            assertThat(video.contentType()).isEqualTo("video/mp4");
        }
        String status = "GET /v2/requests/" + ID + "/status";
        assertThat(service.targets()).containsExactly(status, status, status, "GET /v2/requests/" + ID, "GET /file");
        assertThat(service.request(0).getHeaders().get("x-api-key")).isEqualTo("a-key");
        assertThat(service.request(4).getHeaders().get("x-api-key")).isNull();
    }

    @Test
    void await_jobThatRuns_asksLessOftenLater() {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            service.respond(state("PROCESSING"));
        }
        CompletableFuture<Video> video = job.awaitAsync(DEADLINE);
        for (int i = 0; i < 9; i++) {
            delays.add(scheduler.delay().toMillis());
            passDelay();
        }

        assertThat(video).isNotDone();
        assertThat(delays.get(0)).isBetween(800L, 1_000L);
        assertThat(delays.get(8)).isBetween(8_000L, 10_000L);
    }

    @Test
    void await_failuresThatMayPass_areSurvived() {
        service.respond(
                json(503, ""),
                json(429, "{\"error\":\"too many\"}"),
                json(200, "<html>proxy</html>"),
                new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build(),
                json(408, ""),
                state("COMPLETED"),
                json(500, ""),
                service.result(),
                json(502, ""),
                file().build());

        try (Video video = await(DEADLINE).join()) {
            assertThat(video.bytes()).isEqualTo(VIDEO);
        }
    }

    @Test
    void await_rateLimitWithAReset_isHonoured() {
        service.respond(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "40")
                .build());

        CompletableFuture<Video> video = job.awaitAsync(DEADLINE);

        assertThat(scheduler.delay()).isBetween(Duration.ofMillis(40_080), Duration.ofMillis(40_100));
        assertThat(video).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 422})
    void await_jobThatFailed_saysWhyAndIsNotBilled(int status) {
        service.respond(json(status, "{\"status\":\"FAILED\",\"error\":\"The image is too small.\"}"));

        JobFailedException failure = failure(JobFailedException.class, DEADLINE);

        assertThat(failure).hasMessageContaining("The image is too small.");
        assertThat(failure.billing()).isEqualTo(Billing.NOT_BILLED);
    }

    @Test
    void await_deadlineThatPasses_namesTheJob() {
        service.respond(state("PROCESSING"), json(503, ""));

        JobTimeoutException failure = failure(JobTimeoutException.class, Duration.ofMillis(1_500));

        assertThat(failure)
                .hasMessageContainingAll(ID, "within 1.5 s", "continues")
                .hasCauseInstanceOf(ServerException.class);
        assertThat(failure.jobId()).isEqualTo(ID);
        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
        assertThat(service.targets()).hasSize(2);
    }

    @Test
    void await_deadlineAfterCompletion_isBilled() {
        service.respond(state("COMPLETED"), json(503, ""));

        JobTimeoutException failure = failure(JobTimeoutException.class, Duration.ofMillis(500));

        assertThat(failure.billing()).isEqualTo(Billing.BILLED);
        assertThat(failure)
                .hasMessageEndingWith(" [BILLED: the job is billed; this request costs nothing and can be repeated]");
    }

    /** The refused request says nothing of the job, which may be billed. */
    @Test
    void await_keyThatIsRefused_failsAtOnce() {
        service.respond(json(401, "{\"error\":\"This key is not valid.\"}"));

        UnauthorizedException failure = failure(UnauthorizedException.class, DEADLINE);

        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
        assertThat(failure)
                .hasMessageEndingWith(" [UNKNOWN: this request costs nothing and can be repeated;"
                        + " it says nothing about the bill]");
        assertThat(service.targets()).hasSize(1);
    }

    @Test
    void await_idThatIsUnknownAfterAWhile_isGivenTimeAgain() {
        for (int i = 0; i < 8; i++) {
            service.respond(state("PROCESSING"));
        }
        service.respond(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, state("COMPLETED"), service.result(), file().build());

        try (Video video = await(DEADLINE).join()) {
            assertThat(video.bytes()).isEqualTo(VIDEO);
        }
        assertThat(now).isGreaterThan(JobPoller.HISTORY_DELAY.toNanos());
    }

    @Test
    void await_statusThatComesAfterTheDeadline_endsAtTheDeadline() {
        service.respond(
                state("FAILED").newBuilder().headersDelay(1, TimeUnit.SECONDS).build());

        JobTimeoutException failure = failure(JobTimeoutException.class, Duration.ofMillis(200));

        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
    }

    @Test
    void await_lastStatusAbortedByTheDeadline_keepsTheFailureBefore() {
        service.respond(json(503, "{\"error\":\"busy\"}"));
        service.respondTo(request -> {
            now += Duration.ofMillis(1_500).toNanos();
            return state("COMPLETED")
                    .newBuilder()
                    .headersDelay(2, TimeUnit.SECONDS)
                    .build();
        });

        assertThat(failure(JobTimeoutException.class, Duration.ofMillis(1_500)))
                .hasCauseInstanceOf(ServerException.class);
    }

    @Test
    void await_schedulerThatRejects_fails() {
        service.respond(state("PROCESSING"));
        scheduler.shutdownNow();

        assertThatThrownBy(() -> job.awaitAsync(DEADLINE).join()).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void await_recordThatExpired_isFoundInTheHistory() {
        service.respond(
                UNKNOWN,
                history("COMPLETED", "\"generation_url\":\"" + service.url() + "file\""),
                UNKNOWN,
                history("COMPLETED", "\"generation_url\":\"" + service.url() + "file\""),
                file().build());

        try (Video video = await(DEADLINE).join()) {
            assertThat(video.bytes()).isEqualTo(VIDEO);
        }
        assertThat(service.targets()).contains("GET /inference-request/request-history/" + ID);
        assertThat(service.request(1).getHeaders().get("x-api-key")).isEqualTo("a-key");
    }

    @Test
    void await_recordThatExpiredOfAFailedJob_saysWhy() {
        service.respond(UNKNOWN, history("FAILED", "\"error\":\"The image is too small.\""));

        assertThat(failure(JobFailedException.class, DEADLINE)).hasMessageContaining("The image is too small.");
    }

    private static MockResponse history(String state, String property) {
        return json(200, "{\"request_id\":\"" + ID + "\",\"model_status\":\"" + state + "\"," + property + "}");
    }

    @Test
    void await_idThatNobodyKnows_failsAfterTheDelayOfTheHistory() {
        for (int i = 0; i < 100; i++) {
            service.respond(UNKNOWN);
        }

        NotFoundException failure = failure(NotFoundException.class, Duration.ofHours(1));

        assertThat(failure).hasMessageContaining("neither the jobs nor the history of the account have job " + ID);
        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
        assertThat(Duration.ofNanos(now)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(41));
    }

    @Test
    void await_fileThatIsGone_saysSo() {
        service.respond(state("COMPLETED"), service.result(), json(404, ""));

        UnexpectedResponseException failure = failure(UnexpectedResponseException.class, DEADLINE);

        assertThat(failure).hasMessageContainingAll(ID, "/file", "is no longer available");
        assertThat(failure.billing()).isEqualTo(Billing.BILLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/video.mp4", "ftp://example.com/video.mp4", "nonsense"})
    void await_addressThatIsNotSafe_isNotRequested(String address) {
        service.respond(state("COMPLETED"), json(200, "{\"output\":\"" + address + "\"}"));

        assertThat(failure(UnexpectedResponseException.class, DEADLINE))
                .hasMessageContaining("must be an https URL, but was " + address);
    }

    @Test
    void await_fileThatIsNoVideo_isReported() {
        service.respond(
                state("COMPLETED"),
                service.result(),
                new MockResponse.Builder()
                        .addHeader("Content-Type", "text/html")
                        .body("<html>")
                        .build());

        assertThat(failure(UnexpectedResponseException.class, DEADLINE)).hasMessageContaining("must be a video");
    }

    @Test
    void onStatus_ofAJobThatRuns_getsStatusAndTimes() {
        service.respond(state("QUEUED"), state("PROCESSING"), state("COMPLETED"), service.result(), file().build());
        List<String> reported = new ArrayList<>();
        job.onStatus((status, elapsed, typical) ->
                reported.add(status.status().orElseThrow() + " " + elapsed.isZero() + " " + typical.orElseThrow()));

        await(DEADLINE).join().close();

        assertThat(reported).containsExactly("QUEUED true PT44S", "PROCESSING false PT44S");
    }

    @Test
    void onStatus_listenerThatThrows_isNotCalledAgain() {
        service.respond(state("QUEUED"), state("PROCESSING"), state("COMPLETED"), service.result(), file().build());
        List<Throwable> uncaught = new ArrayList<>();
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
        job.onStatus((status, elapsed, typical) -> {
            throw new IllegalStateException("bad listener");
        });

        try {
            await(DEADLINE).join().close();
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }

        assertThat(uncaught).singleElement().satisfies(e -> assertThat(e).hasMessage("bad listener"));
    }

    @Test
    void cancel_whileWaiting_stopsAsking() {
        service.respond(state("QUEUED"), state("QUEUED"));
        CompletableFuture<Video> video = job.awaitAsync(DEADLINE);

        assertThat(video.cancel(true)).isTrue();

        assertThat(scheduler.isCancelled()).isTrue();
        scheduler.fire();
        assertThat(service.targets()).hasSize(1);
    }

    @Test
    void status_ofAFailedJob_isReturned() {
        service.respond(json(422, "{\"status\":\"FAILED\",\"error\":\"The image is too small.\"}"));

        assertThat(job.status().error()).contains("The image is too small.");
    }

    @Test
    void status_ofAFailedJobWithoutJson_isFailed() {
        service.respond(json(422, "<html>"));

        assertThat(job.status().status()).contains(JobState.FAILED);
    }

    @Test
    void result_ofACompletedJob_hasCostAndCredits() {
        service.respond(json(503, ""), service.result());

        assertThat(job.result().metrics()).hasValueSatisfying(metrics -> {
            assertThat(metrics.cost()).contains(0.45);
            assertThat(metrics.remainingCredits()).contains(9.55);
        });
    }

    @Test
    void await_deadlineOfZero_isRejected() {
        assertThat(catchThrowable(() -> job.awaitAsync(Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("deadline must be from 1 ms");
        assertThat(service.targets()).isEmpty();
    }

    @Test
    void await_interrupted_leavesTheJobAlone() {
        polls = task -> {};
        Thread.currentThread().interrupt();

        Throwable failure = catchThrowable(job::await);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).isInstanceOf(ConnectionException.class).hasMessageContainingAll(ID, "continues");
    }
}

package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.JobCandidate;
import io.github.pixverseopenapi.client.ManualTicker;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.Video;
import io.github.pixverseopenapi.client.VideoJob;
import io.github.pixverseopenapi.client.model.JobState;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.contract.client.ClientCalls.Style;
import io.github.pixverseopenapi.contract.fixtures.RefusingPort;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxJob;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A sandbox, a client of it, and a folder for the video of one job. The clock of the client jumps over its delays.
 * Counts the requests of one step and the connections in use.
 */
final class JobScene implements AutoCloseable {
    static final String SUBMIT_OPERATION = "submitTextToVideo";

    /** More than there are until the deadline. */
    static final int MAX_POLLS = 60;

    private static final TextToVideoRequest REQUEST =
            TextToVideoRequest.builder().prompt("A paper boat").build();
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0};

    private final JobStep step;
    private final Style style;
    private final Duration timeout;
    private final Duration deadline;
    private final Path folder;
    private final Sandbox sandbox = Sandbox.start();
    private final RefusingPort refusingPort = new RefusingPort();
    private final FailingConnections connections = new FailingConnections();
    private final Queue<Runnable> beforeRequests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger connectionsInUse = new AtomicInteger();
    private final PixverseClient client;
    private volatile VideoJob job;

    /**
     * Starts a sandbox.
     *
     * @param timeout of each request
     * @param deadline of {@code await}
     */
    JobScene(JobStep step, Style style, Duration timeout, Duration deadline, Path folder) {
        this.step = step;
        this.style = style;
        this.timeout = timeout;
        this.deadline = deadline;
        this.folder = folder;
        client = newClient();
    }

    private PixverseClient newClient() {
        return new ManualTicker(Clock.systemUTC())
                .of(PixverseClient.builder())
                .apiKey(sandbox.apiKey())
                .baseUrl(sandbox.baseUrl())
                .timeout(timeout)
                .httpClient(new OkHttpClient.Builder()
                        .socketFactory(connections)
                        .addInterceptor(this::intercept)
                        .eventListener(new ConnectionCounter())
                        .build())
                .build();
    }

    private Response intercept(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        if (!step.sends(request)) {
            return chain.proceed(request);
        }
        requests.incrementAndGet();
        Runnable before = beforeRequests.poll();
        if (before != null) {
            before.run();
        }
        return chain.proceed(request);
    }

    /** Counts the connections that a request uses, not those that wait for one in the pool. */
    private final class ConnectionCounter extends EventListener {
        @Override
        public void connectionAcquired(Call call, Connection connection) {
            connectionsInUse.incrementAndGet();
        }

        @Override
        public void connectionReleased(Call call, Connection connection) {
            connectionsInUse.decrementAndGet();
        }
    }

    Sandbox sandbox() {
        return sandbox;
    }

    PixverseClient client() {
        return client;
    }

    /** The requests of the step, those without a connection included. */
    int requests() {
        return requests.get();
    }

    int connectionsInUse() {
        return connectionsInUse.get();
    }

    /** The requests of the step that the service received. */
    long receivedRequests() {
        return sandbox.journal().stream().filter(step::received).count();
    }

    /** Submissions that the service received, except those that it refused with 429. */
    long acceptedPosts() {
        return sandbox.journal().stream()
                .filter(entry ->
                        entry.operationId().filter(SUBMIT_OPERATION::equals).isPresent())
                .filter(entry -> entry.status().orElse(0) != 429)
                .count();
    }

    Path file() {
        return folder.resolve("boat.mp4");
    }

    void respond(StubResponse response) {
        if (step == JobStep.DOWNLOAD) {
            sandbox.changeNextDownload(video -> response);
        } else {
            sandbox.respondWith(step.operation().orElseThrow().operationId(), response);
        }
    }

    void change(UnaryOperator<StubResponse> change) {
        if (step == JobStep.DOWNLOAD) {
            sandbox.changeNextDownload(change);
        } else {
            sandbox.changeNextResponse(step.operation().orElseThrow().operationId(), change);
        }
    }

    void refuseNextConnection() {
        useNewConnections();
        beforeRequests.add(() -> connections.add(FailingConnections.refused(refusingPort)));
    }

    void resetNextConnection() {
        useNewConnections();
        beforeRequests.add(() -> sandbox.respondWith(StubResponse.fault(Fault.DISCONNECT_AT_START)));
    }

    /** The request before the step leaves no connection in the pool. */
    private void useNewConnections() {
        if (step == JobStep.RESULT) {
            sandbox.changeNextResponse("getJobStatus", response -> response.withHeader("Connection", "close"));
        }
    }

    static String inSeconds(int seconds) {
        return Instant.now()
                .plusSeconds(seconds)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    void makeVideo() {
        job = style == Style.ASYNC ? join(client.submitAsync(REQUEST)) : client.submit(REQUEST);
        save();
    }

    private void save() {
        try (Video video = style == Style.ASYNC ? join(job.awaitAsync(deadline)) : job.await(deadline)) {
            video.saveTo(file());
        }
    }

    /** Does the work of the step; of a submission, no more than that, because the client may be closed by then. */
    void runUntilFirstResult() throws Exception {
        if (step == JobStep.SUBMIT) {
            job = client.submit(REQUEST);
        } else {
            step.work().run(this);
        }
    }

    /** Starts the step without waiting. */
    CompletableFuture<?> start() {
        if (step == JobStep.SUBMIT) {
            return client.submitAsync(REQUEST);
        }
        if (step == JobStep.HISTORY) {
            expireRecord();
        }
        job = client.submit(REQUEST);
        return job.awaitAsync(deadline);
    }

    void makeVideoOfExpiredRecord() {
        expireRecord();
        makeVideo();
    }

    private void expireRecord() {
        StubResponse expired = StubResponse.json(404, "{\"error\":\"Request not found\"}")
                // So that the request to the history needs a connection of its own, which can be refused.
                .withHeader("Connection", "close");
        for (int i = 0; i < MAX_POLLS; i++) {
            sandbox.respondWith("getJobStatus", expired);
        }
    }

    void readStatus() {
        job = client.submit(REQUEST);
        assertThat(job.status().status()).contains(JobState.COMPLETED);
    }

    void readResult() {
        job = client.submit(REQUEST);
        assertThat(job.result().status()).contains(JobState.COMPLETED);
    }

    void lookUpLostJob() {
        sandbox.loseNextResponse(SUBMIT_OPERATION, Fault.EMPTY_RESPONSE);
        PixverseException lost = catchThrowableOfType(PixverseException.class, () -> client.submit(REQUEST));
        assertThat(idsFound(lost)).containsExactlyElementsOf(idsOfJobs());
    }

    void readCredits() {
        assertThat(client.credits().toString()).contains("100");
    }

    void upload() throws IOException {
        Path image = Files.write(folder.resolve("boat.png"), PNG);
        try {
            assertThat(client.upload(image)).startsWith(sandbox.baseUrl());
        } finally {
            Files.delete(image);
        }
    }

    List<String> idsFound(PixverseException lost) {
        return client.lookUp(lost).stream().map(JobCandidate::id).toList();
    }

    List<String> idsOfJobs() {
        return sandbox.jobs().stream().map(SandboxJob::id).toList();
    }

    /** The id that the caller has. */
    Optional<String> knownId() {
        return Optional.ofNullable(job).map(VideoJob::id);
    }

    /** Fetches the video with a client of its own, as another process does. */
    void fetchWithNewClient(String id) {
        try (PixverseClient other = newClient()) {
            job = other.job(id);
            save();
        }
    }

    /** What the user does next: fetches the video by the id of the job. */
    void fetch(String id) {
        job = client.job(id);
        save();
    }

    static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        client.close();
        sandbox.close();
        refusingPort.close();
    }
}

package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.JobTimeoutException;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.contract.client.ClientCalls.Style;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every cancellation at every step of a job, after the service has received the request of the step and before it responds.
 * Waiting ends, the connection is freed, and the job can still be fetched.
 */
@Execution(ExecutionMode.CONCURRENT)
class JobCancelTest {
    private static final String TABLE = """
            # step      | cancellation         | outcome
            SUBMIT      | INTERRUPT            | ConnectionException UNKNOWN
            SUBMIT      | CANCEL               | CancellationException
            SUBMIT      | OR_TIMEOUT           | TimeoutException
            SUBMIT      | CLOSE_CLIENT         | ok

            STATUS      | INTERRUPT            | ConnectionException UNKNOWN
            STATUS      | CANCEL               | CancellationException
            STATUS      | OR_TIMEOUT           | TimeoutException
            STATUS      | CLOSE_CLIENT         | ok
            STATUS      | DEADLINE             | JobTimeoutException UNKNOWN

            RESULT      | INTERRUPT            | ConnectionException UNKNOWN
            RESULT      | CANCEL               | CancellationException
            RESULT      | OR_TIMEOUT           | TimeoutException
            RESULT      | CLOSE_CLIENT         | ok
            RESULT      | DEADLINE             | JobTimeoutException BILLED

            DOWNLOAD    | INTERRUPT            | ConnectionException UNKNOWN
            DOWNLOAD    | CANCEL               | CancellationException
            DOWNLOAD    | OR_TIMEOUT           | TimeoutException
            DOWNLOAD    | CLOSE_CLIENT         | ok
            DOWNLOAD    | DEADLINE             | JobTimeoutException BILLED

            HISTORY     | INTERRUPT            | ConnectionException UNKNOWN
            HISTORY     | CANCEL               | CancellationException
            HISTORY     | OR_TIMEOUT           | TimeoutException
            HISTORY     | CLOSE_CLIENT         | ok
            HISTORY     | DEADLINE             | JobTimeoutException UNKNOWN

            READ_STATUS | INTERRUPT            | ConnectionException UNKNOWN
            READ_STATUS | CLOSE_CLIENT         | ok
            READ_RESULT | INTERRUPT            | ConnectionException UNKNOWN
            READ_RESULT | CLOSE_CLIENT         | ok
            LOOKUP      | INTERRUPT            | ConnectionException UNKNOWN
            LOOKUP      | CLOSE_CLIENT         | ok
            CREDITS     | INTERRUPT            | ConnectionException NOT_BILLED
            CREDITS     | CLOSE_CLIENT         | ok
            UPLOAD      | INTERRUPT            | ConnectionException NOT_BILLED
            UPLOAD      | CLOSE_CLIENT         | ok
            """;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration DELAY = Duration.ofMillis(300);
    /** Much less than the timeout. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    /** How a caller stops waiting. */
    enum Cancellation {
        /** Of the thread that waits. */
        INTERRUPT,
        /** Of the future. */
        CANCEL,
        /** Completes the future. */
        OR_TIMEOUT,
        /** Ends no call that has started; this response is late, but comes. */
        CLOSE_CLIENT,
        /** Of {@code await}. */
        DEADLINE
    }

    /** One cancellation at one step, and its expected outcome. */
    record CancelCell(JobStep step, Cancellation cancellation, String outcome) {
        @Override
        public String toString() {
            return step + " " + cancellation;
        }
    }

    static List<CancelCell> cells() {
        return TABLE.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> Stream.of(line.split("\\|")).map(String::strip).toList())
                .map(row -> new CancelCell(JobStep.valueOf(row.get(0)), Cancellation.valueOf(row.get(1)), row.get(2)))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void job_cancelledAtAnyStep_endsSoonAndCanBeFetched(CancelCell cell) throws Exception {
        Duration deadline = cell.cancellation() == Cancellation.DEADLINE ? DEADLINE : TIMEOUT;
        try (JobScene scene = new JobScene(cell.step(), Style.BLOCKING, TIMEOUT, deadline, folder)) {
            scene.change(
                    cell.cancellation() == Cancellation.CLOSE_CLIENT
                            ? response -> response.withDelay(DELAY)
                            : response -> response.withFault(Fault.STALL_BEFORE_RESPONSE));
            boolean async =
                    cell.cancellation() == Cancellation.CANCEL || cell.cancellation() == Cancellation.OR_TIMEOUT;

            assertThat(async ? asyncOutcome(cell, scene) : blockingOutcome(cell, scene))
                    .isEqualTo(cell.outcome());

            await().pollDelay(Duration.ZERO)
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(scene.connectionsInUse())
                            .as("connections in use")
                            .isZero());
            assertPaidOnceAndNotLost(cell, scene);
        }
    }

    private static String blockingOutcome(CancelCell cell, JobScene scene) throws Exception {
        FutureTask<String> caller = new FutureTask<>(() -> {
            try {
                scene.runUntilFirstResult();
                return "ok";
            } catch (PixverseException failure) {
                assertTold(cell, scene, failure);
                return failure.getClass().getSimpleName() + " " + failure.billing();
            }
        });
        Thread thread = new Thread(caller);
        thread.start();
        awaitRequest(scene);
        if (cell.cancellation() == Cancellation.INTERRUPT) {
            thread.interrupt();
        } else if (cell.cancellation() == Cancellation.CLOSE_CLIENT) {
            scene.client().close();
        }
        return caller.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static void assertTold(CancelCell cell, JobScene scene, PixverseException failure) {
        if (cell.cancellation() == Cancellation.INTERRUPT) {
            assertThat(failure).hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).as("interrupted").isTrue();
            if (cell.step() == JobStep.SUBMIT) {
                assertThat(scene.idsFound(failure)).isEqualTo(scene.idsOfJobs());
            }
        } else {
            assertThat(((JobTimeoutException) failure).jobId())
                    .isEqualTo(scene.idsOfJobs().get(0));
        }
    }

    private static String asyncOutcome(CancelCell cell, JobScene scene) throws Exception {
        CompletableFuture<?> future = scene.start();
        awaitRequest(scene);
        if (cell.cancellation() == Cancellation.CANCEL) {
            future.cancel(true);
        } else {
            CompletableFuture<?> unused = future.orTimeout(1, TimeUnit.MILLISECONDS);
        }
        try {
            return "ok: " + future.get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return e.getCause().getClass().getSimpleName();
        } catch (CancellationException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** The journal has an entry of each request that the service received. */
    private static void awaitRequest(JobScene scene) {
        await().pollDelay(Duration.ZERO).until(() -> scene.receivedRequests() >= 1);
    }

    private static void assertPaidOnceAndNotLost(CancelCell cell, JobScene scene) throws Exception {
        int jobs = cell.step().isAboutJob() ? 1 : 0;
        assertThat(scene.acceptedPosts()).as("POSTs").isEqualTo(jobs);
        assertThat(scene.sandbox().jobs()).hasSize(jobs);
        if (scene.file().toFile().exists() || jobs == 0) {
            return;
        }
        try (Stream<Path> files = Files.list(scene.file().getParent())) {
            assertThat(files).isEmpty();
        }
        scene.fetchWithNewClient(scene.idsOfJobs().get(0));
        assertThat(scene.file()).isNotEmptyFile();
        assertThat(scene.acceptedPosts()).as("POSTs").isEqualTo(jobs);
    }
}

package io.github.pixverseopenapi.contract.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.Billing;
import io.github.pixverseopenapi.client.JobTimeoutException;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.contract.client.ClientCalls.Style;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxJob;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault at every step of a job, blocking and async. The books of the sandbox say what was sent, made and charged.
 */
@Execution(ExecutionMode.CONCURRENT)
class JobFaultsTest {
    /**
     * Once: only the next request of the step meets the fault. Always: each does. Requests: how many the step sends
     * until its outcome. Jobs: how many the service has, and charges. Outcome: ok, or the exception and its billing
     * status.
     *
     * <p>A response that says nothing of the bill does not change it: it is unknown until the job is known to be
     * completed. Requests about no job cost nothing.
     */
    private static final String TABLE = """
            # step      | faults                                            | when   | requests | jobs | outcome
            # What follows a body whose length is too small breaks the next request on a pooled connection too.
            # A POST is sent again only if the service certainly has no job of it.
            SUBMIT      | REFUSED S429 S429_WITH_RESET                      | once   | 2        | 1    | ok
            SUBMIT      | LENGTH_TOO_LARGE WRONG_TYPE                       | once   | 1        | 1    | ok
            SUBMIT      | REFUSED                                           | always | 3        | 0    | ConnectionException NOT_SENT
            SUBMIT      | S429 S429_WITH_RESET                              | always | 3        | 0    | RateLimitedException NOT_BILLED
            SUBMIT      | RESET_AFTER_REQUEST EMPTY_RESPONSE CUT_IN_HEADERS | once   | 1        | 1    | ConnectionException UNKNOWN
            SUBMIT      | GARBAGE                                           | once   | 1        | 1    | ConnectionException UNKNOWN
            SUBMIT      | STALL                                             | once   | 1        | 1    | CallTimeoutException UNKNOWN
            # Two timeouts end at the same time: that of the call, and that of a silence, after which half a body is read.
            SUBMIT      | STALL_IN_BODY                                     | once   | 1        | 1    | CallTimeoutException UNKNOWN or UnexpectedResponseException UNKNOWN
            SUBMIT      | CUT_IN_BODY LENGTH_TOO_SMALL HTML_PAGE NO_JSON    | once   | 1        | 1    | UnexpectedResponseException UNKNOWN
            SUBMIT      | JSON_ARRAY JSON_WITHOUT_FIELDS REDIRECT           | once   | 1        | 1    | UnexpectedResponseException UNKNOWN
            SUBMIT      | S400                                              | once   | 1        | 0    | BadRequestException NOT_BILLED
            SUBMIT      | S401                                              | once   | 1        | 0    | UnauthorizedException NOT_BILLED
            SUBMIT      | S403                                              | once   | 1        | 0    | ForbiddenException NOT_BILLED
            SUBMIT      | S404 S410                                         | once   | 1        | 0    | NotFoundException NOT_BILLED
            SUBMIT      | S405                                              | once   | 1        | 0    | UnexpectedResponseException NOT_BILLED
            SUBMIT      | S406                                              | once   | 1        | 0    | InsufficientCreditsException NOT_BILLED
            SUBMIT      | S500                                              | once   | 1        | 0    | ServerException NOT_BILLED
            SUBMIT      | S502 S503 S504                                    | once   | 1        | 0    | ServerException UNKNOWN

            STATUS      | REFUSED RESET_AT_START RESET_AFTER_REQUEST        | once   | 2        | 1    | ok
            STATUS      | EMPTY_RESPONSE CUT_IN_HEADERS CUT_IN_BODY GARBAGE | once   | 2        | 1    | ok
            STATUS      | STALL STALL_IN_BODY                               | once   | 2        | 1    | ok
            STATUS      | LENGTH_TOO_LARGE HTML_PAGE                        | once   | 2        | 1    | ok
            STATUS      | LENGTH_TOO_SMALL                                  | once   | 3        | 1    | ok
            STATUS      | NO_JSON JSON_ARRAY JSON_WITHOUT_FIELDS            | once   | 2        | 1    | ok
            STATUS      | S429 S429_WITH_RESET S500 S502 S503 S504          | once   | 2        | 1    | ok
            STATUS      | WRONG_TYPE S404                                   | once   | 1        | 1    | ok
            STATUS      | S404                                              | always | 1        | 1    | ok
            STATUS      | REFUSED RESET_AFTER_REQUEST S429 S503 NO_JSON     | always | 5+       | 1    | JobTimeoutException UNKNOWN
            STATUS      | REDIRECT                                          | once   | 1        | 1    | UnexpectedResponseException UNKNOWN
            STATUS      | S401                                              | once   | 1        | 1    | UnauthorizedException UNKNOWN
            STATUS      | S403                                              | once   | 1        | 1    | ForbiddenException UNKNOWN
            STATUS      | S422                                              | once   | 1        | 1    | JobFailedException NOT_BILLED

            RESULT      | REFUSED RESET_AT_START RESET_AFTER_REQUEST        | once   | 2        | 1    | ok
            RESULT      | EMPTY_RESPONSE CUT_IN_HEADERS CUT_IN_BODY GARBAGE | once   | 2        | 1    | ok
            RESULT      | STALL STALL_IN_BODY                               | once   | 2        | 1    | ok
            RESULT      | LENGTH_TOO_LARGE HTML_PAGE                        | once   | 2        | 1    | ok
            RESULT      | LENGTH_TOO_SMALL                                  | once   | 3        | 1    | ok
            RESULT      | NO_JSON JSON_ARRAY                                | once   | 2        | 1    | ok
            RESULT      | S429 S429_WITH_RESET S500 S502 S503 S504          | once   | 2        | 1    | ok
            RESULT      | WRONG_TYPE S404                                   | once   | 1        | 1    | ok
            RESULT      | S404                                              | always | 1        | 1    | ok
            RESULT      | REFUSED RESET_AFTER_REQUEST S429 S503 NO_JSON     | always | 5+       | 1    | JobTimeoutException BILLED
            RESULT      | JSON_WITHOUT_FIELDS REDIRECT                      | once   | 1        | 1    | UnexpectedResponseException BILLED
            RESULT      | S401                                              | once   | 1        | 1    | UnauthorizedException BILLED
            RESULT      | S403                                              | once   | 1        | 1    | ForbiddenException BILLED
            RESULT      | S422                                              | once   | 1        | 1    | JobFailedException NOT_BILLED

            DOWNLOAD    | REFUSED RESET_AT_START RESET_AFTER_REQUEST        | once   | 2        | 1    | ok
            DOWNLOAD    | EMPTY_RESPONSE CUT_IN_HEADERS CUT_IN_BODY GARBAGE | once   | 2        | 1    | ok
            DOWNLOAD    | STALL STALL_IN_BODY                               | once   | 2        | 1    | ok
            DOWNLOAD    | REDIRECT S429 S429_WITH_RESET S500 S502 S503 S504 | once   | 2        | 1    | ok
            DOWNLOAD    | WRONG_TYPE                                        | once   | 1        | 1    | ok
            DOWNLOAD    | REFUSED RESET_AFTER_REQUEST S429 S503 GARBAGE     | always | 5+       | 1    | JobTimeoutException BILLED
            DOWNLOAD    | LENGTH_TOO_LARGE                                  | once   | 6        | 1    | ConnectionException BILLED
            DOWNLOAD    | CUT_IN_BODY                                       | always | 5+       | 1    | ConnectionException BILLED
            DOWNLOAD    | HTML_PAGE NO_JSON JSON_ARRAY JSON_WITHOUT_FIELDS  | once   | 1        | 1    | UnexpectedResponseException BILLED
            DOWNLOAD    | S400 S401 S403 S404 S410                          | once   | 1        | 1    | UnexpectedResponseException BILLED

            # An id that neither the jobs nor the history have may still appear for half a minute.
            HISTORY     | REFUSED RESET_AT_START RESET_AFTER_REQUEST        | once   | 2        | 1    | ok
            HISTORY     | EMPTY_RESPONSE CUT_IN_HEADERS CUT_IN_BODY GARBAGE | once   | 2        | 1    | ok
            HISTORY     | STALL STALL_IN_BODY                               | once   | 2        | 1    | ok
            HISTORY     | LENGTH_TOO_LARGE LENGTH_TOO_SMALL HTML_PAGE       | once   | 2        | 1    | ok
            HISTORY     | NO_JSON JSON_ARRAY JSON_WITHOUT_FIELDS            | once   | 2        | 1    | ok
            HISTORY     | S404 S429 S429_WITH_RESET S500 S502 S503 S504     | once   | 2        | 1    | ok
            HISTORY     | WRONG_TYPE                                        | once   | 1        | 1    | ok
            HISTORY     | S503                                              | always | 5+       | 1    | JobTimeoutException UNKNOWN
            HISTORY     | REDIRECT                                          | once   | 1        | 1    | UnexpectedResponseException UNKNOWN
            HISTORY     | S401                                              | once   | 1        | 1    | UnauthorizedException UNKNOWN
            HISTORY     | S403                                              | once   | 1        | 1    | ForbiddenException UNKNOWN
            HISTORY     | S404                                              | always | 5+       | 1    | NotFoundException -

            READ_STATUS | REFUSED RESET_AT_START RESET_AFTER_REQUEST        | once   | 2        | 1    | ok
            READ_STATUS | EMPTY_RESPONSE CUT_IN_HEADERS CUT_IN_BODY GARBAGE | once   | 2        | 1    | ok
            READ_STATUS | STALL STALL_IN_BODY                               | once   | 2        | 1    | ok
            READ_STATUS | LENGTH_TOO_LARGE HTML_PAGE                        | once   | 2        | 1    | ok
            READ_STATUS | LENGTH_TOO_SMALL                                  | once   | 3        | 1    | ok
            READ_STATUS | NO_JSON JSON_ARRAY                                | once   | 2        | 1    | ok
            READ_STATUS | S429 S429_WITH_RESET S500 S502 S503 S504          | once   | 2        | 1    | ok
            READ_STATUS | WRONG_TYPE S404                                   | once   | 1        | 1    | ok
            READ_STATUS | REFUSED RESET_AFTER_REQUEST                       | always | 3        | 1    | ConnectionException UNKNOWN
            READ_STATUS | S429                                              | always | 3        | 1    | RateLimitedException UNKNOWN
            READ_STATUS | S503                                              | always | 3        | 1    | ServerException UNKNOWN
            READ_STATUS | REDIRECT                                          | once   | 1        | 1    | UnexpectedResponseException UNKNOWN
            READ_STATUS | S401                                              | once   | 1        | 1    | UnauthorizedException UNKNOWN
            READ_STATUS | S403                                              | once   | 1        | 1    | ForbiddenException UNKNOWN

            READ_RESULT | REFUSED RESET_AT_START RESET_AFTER_REQUEST        | once   | 2        | 1    | ok
            READ_RESULT | EMPTY_RESPONSE CUT_IN_HEADERS CUT_IN_BODY GARBAGE | once   | 2        | 1    | ok
            READ_RESULT | STALL STALL_IN_BODY                               | once   | 2        | 1    | ok
            READ_RESULT | LENGTH_TOO_LARGE HTML_PAGE                        | once   | 2        | 1    | ok
            READ_RESULT | LENGTH_TOO_SMALL                                  | once   | 3        | 1    | ok
            READ_RESULT | NO_JSON JSON_ARRAY                                | once   | 2        | 1    | ok
            READ_RESULT | S429 S429_WITH_RESET S500 S502 S503 S504          | once   | 2        | 1    | ok
            READ_RESULT | WRONG_TYPE S404                                   | once   | 1        | 1    | ok
            READ_RESULT | REFUSED RESET_AFTER_REQUEST                       | always | 3        | 1    | ConnectionException UNKNOWN
            READ_RESULT | S429                                              | always | 3        | 1    | RateLimitedException UNKNOWN
            READ_RESULT | S503                                              | always | 3        | 1    | ServerException UNKNOWN
            READ_RESULT | REDIRECT                                          | once   | 1        | 1    | UnexpectedResponseException UNKNOWN
            READ_RESULT | S401                                              | once   | 1        | 1    | UnauthorizedException UNKNOWN
            READ_RESULT | S403                                              | once   | 1        | 1    | ForbiddenException UNKNOWN
            READ_RESULT | S422                                              | once   | 1        | 1    | JobFailedException NOT_BILLED

            LOOKUP      | REFUSED RESET_AT_START RESET_AFTER_REQUEST        | once   | 2        | 1    | ok
            LOOKUP      | EMPTY_RESPONSE CUT_IN_HEADERS CUT_IN_BODY GARBAGE | once   | 2        | 1    | ok
            LOOKUP      | STALL STALL_IN_BODY                               | once   | 2        | 1    | ok
            LOOKUP      | LENGTH_TOO_LARGE HTML_PAGE                        | once   | 2        | 1    | ok
            LOOKUP      | LENGTH_TOO_SMALL                                  | once   | 3        | 1    | ok
            LOOKUP      | NO_JSON JSON_ARRAY JSON_WITHOUT_FIELDS            | once   | 2        | 1    | ok
            LOOKUP      | S429 S429_WITH_RESET S500 S502 S503 S504          | once   | 2        | 1    | ok
            LOOKUP      | WRONG_TYPE                                        | once   | 1        | 1    | ok
            LOOKUP      | REFUSED RESET_AFTER_REQUEST                       | always | 3        | 1    | ConnectionException UNKNOWN
            LOOKUP      | S429                                              | always | 3        | 1    | RateLimitedException UNKNOWN
            LOOKUP      | S503                                              | always | 3        | 1    | ServerException UNKNOWN
            LOOKUP      | REDIRECT                                          | once   | 1        | 1    | UnexpectedResponseException UNKNOWN
            LOOKUP      | S400                                              | once   | 1        | 1    | BadRequestException UNKNOWN
            LOOKUP      | S401                                              | once   | 1        | 1    | UnauthorizedException UNKNOWN
            LOOKUP      | S403                                              | once   | 1        | 1    | ForbiddenException UNKNOWN

            CREDITS     | REFUSED RESET_AT_START RESET_AFTER_REQUEST        | once   | 2        | 0    | ok
            CREDITS     | EMPTY_RESPONSE CUT_IN_HEADERS CUT_IN_BODY GARBAGE | once   | 2        | 0    | ok
            CREDITS     | STALL STALL_IN_BODY                               | once   | 2        | 0    | ok
            CREDITS     | LENGTH_TOO_LARGE HTML_PAGE                        | once   | 2        | 0    | ok
            CREDITS     | LENGTH_TOO_SMALL                                  | once   | 3        | 0    | ok
            CREDITS     | NO_JSON JSON_ARRAY                                | once   | 2        | 0    | ok
            CREDITS     | S429 S429_WITH_RESET S500 S502 S503 S504          | once   | 2        | 0    | ok
            CREDITS     | WRONG_TYPE                                        | once   | 1        | 0    | ok
            CREDITS     | REFUSED RESET_AFTER_REQUEST                       | always | 3        | 0    | ConnectionException NOT_BILLED
            CREDITS     | S429                                              | always | 3        | 0    | RateLimitedException NOT_BILLED
            CREDITS     | S500 S502 S503 S504                               | always | 3        | 0    | ServerException NOT_BILLED
            CREDITS     | REDIRECT                                          | once   | 1        | 0    | UnexpectedResponseException NOT_BILLED
            CREDITS     | S401                                              | once   | 1        | 0    | UnauthorizedException NOT_BILLED
            CREDITS     | S403                                              | once   | 1        | 0    | ForbiddenException NOT_BILLED
            CREDITS     | S404                                              | once   | 1        | 0    | NotFoundException NOT_BILLED

            # One attempt, because a stored file cannot be deleted.
            UPLOAD      | WRONG_TYPE                                        | once   | 1        | 0    | ok
            UPLOAD      | REFUSED RESET_AT_START RESET_AFTER_REQUEST        | once   | 1        | 0    | ConnectionException NOT_BILLED
            UPLOAD      | EMPTY_RESPONSE CUT_IN_HEADERS CUT_IN_BODY GARBAGE | once   | 1        | 0    | ConnectionException NOT_BILLED
            UPLOAD      | LENGTH_TOO_LARGE                                  | once   | 1        | 0    | ConnectionException NOT_BILLED
            UPLOAD      | LENGTH_TOO_SMALL HTML_PAGE NO_JSON JSON_ARRAY     | once   | 1        | 0    | UnexpectedResponseException NOT_BILLED
            UPLOAD      | JSON_WITHOUT_FIELDS REDIRECT                      | once   | 1        | 0    | UnexpectedResponseException NOT_BILLED
            UPLOAD      | S400                                              | once   | 1        | 0    | BadRequestException NOT_BILLED
            UPLOAD      | S401                                              | once   | 1        | 0    | UnauthorizedException NOT_BILLED
            UPLOAD      | S403                                              | once   | 1        | 0    | ForbiddenException NOT_BILLED
            UPLOAD      | S406                                              | once   | 1        | 0    | InsufficientCreditsException NOT_BILLED
            UPLOAD      | S429 S429_WITH_RESET                              | once   | 1        | 0    | RateLimitedException NOT_BILLED
            UPLOAD      | S500 S502 S503 S504                               | once   | 1        | 0    | ServerException NOT_BILLED
            """;

    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Of the clients of this test, to find those that are left over. */
    private static final ThreadGroup THREADS = new ThreadGroup("job-faults");

    @TempDir
    Path folder;

    /** One fault at one step, and what must come of it. */
    record FaultCell(
            JobStep step, JobFault fault, boolean always, String requests, int jobs, String outcome, Style style) {
        boolean isOk() {
            return outcome.equals("ok");
        }

        @Override
        public String toString() {
            return step + " " + fault + (always ? " always" : "") + (style == Style.ASYNC ? " async" : "");
        }
    }

    static List<FaultCell> cells() {
        return TABLE.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .flatMap(JobFaultsTest::cells)
                .toList();
    }

    private static Stream<FaultCell> cells(String line) {
        List<String> row = Stream.of(line.split("\\|")).map(String::strip).toList();
        JobStep step = JobStep.valueOf(row.get(0));
        return Stream.of(row.get(1).split(" "))
                .map(JobFault::valueOf)
                .flatMap(fault -> Stream.of(Style.values())
                        .filter(style -> style == Style.BLOCKING || step.makesVideo())
                        .map(style -> new FaultCell(
                                step,
                                fault,
                                row.get(2).equals("always"),
                                row.get(3),
                                Integer.parseInt(row.get(4)),
                                row.get(5),
                                style)));
    }

    @AfterAll
    static void threads_ofClosedClients_haveEnded() {
        await().untilAsserted(() -> assertThat(clientThreads()).isEmpty());
    }

    private static List<String> clientThreads() {
        Thread[] threads = new Thread[THREADS.activeCount() + 10];
        int count = THREADS.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .map(Thread::getName)
                .filter(name -> name.startsWith("pixverse-"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void job_anyFaultAtAnyStep_isPaidOnceAndNeverLost(FaultCell cell) throws Throwable {
        inThreadGroup(() -> {
            Duration timeout = cell.fault().waitsForTheTimeout() ? SHORT : LONG;
            try (JobScene scene = new JobScene(cell.step(), cell.style(), timeout, DEADLINE, folder)) {
                for (int i = 0; i < (cell.always() ? JobScene.MAX_POLLS : 1); i++) {
                    cell.fault().inject(scene);
                }
                assertOutcome(cell, scene, failure(cell, scene));
            }
        });
    }

    private static PixverseException failure(FaultCell cell, JobScene scene) throws Exception {
        try {
            cell.step().work().run(scene);
            return null;
        } catch (PixverseException failure) {
            return failure;
        }
    }

    private static void assertOutcome(FaultCell cell, JobScene scene, PixverseException failure) throws Exception {
        assertThat(outcome(cell, failure)).isIn(List.of(cell.outcome().split(" or ")));
        assertRequests(cell, scene.requests());
        assertBooks(cell, scene);
        assertFile(scene, cell.isOk() && cell.step().makesVideo());
        await().pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(scene.connectionsInUse())
                        .as("connections in use")
                        .isZero());
        if (failure != null) {
            assertMessage(scene, failure);
            assertNotLost(cell, scene, failure);
        }
    }

    private static String outcome(FaultCell cell, PixverseException failure) {
        if (failure == null) {
            return "ok";
        }
        boolean saysNothingOfTheBill = cell.outcome().endsWith(" -")
                && !failure.getMessage().contains("may be billed")
                && !failure.getMessage().contains("is billed");
        return failure.getClass().getSimpleName() + " " + (saysNothingOfTheBill ? "-" : failure.billing());
    }

    private static void assertRequests(FaultCell cell, int requests) {
        if (cell.requests().endsWith("+")) {
            assertThat(requests)
                    .as("requests")
                    .isGreaterThanOrEqualTo(Integer.parseInt(cell.requests().replace("+", "")));
        } else {
            assertThat(requests).as("requests").isEqualTo(Integer.parseInt(cell.requests()));
        }
    }

    private static void assertBooks(FaultCell cell, JobScene scene) {
        Sandbox sandbox = scene.sandbox();
        List<SandboxJob> jobs = sandbox.jobs();
        assertThat(scene.acceptedPosts()).as("POSTs not refused with 429").isLessThanOrEqualTo(1);
        assertThat(jobs).hasSize(cell.jobs());
        BigDecimal charged = jobs.stream().map(SandboxJob::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sandbox.credits()).isEqualByComparingTo(new BigDecimal(100).subtract(charged));
    }

    private static void assertFile(JobScene scene, boolean saved) throws Exception {
        try (Stream<Path> files = Files.list(scene.file().getParent())) {
            assertThat(files.toList()).isEqualTo(saved ? List.of(scene.file()) : List.of());
        }
        if (saved) {
            assertThat(scene.file()).hasBinaryContent(StubResponse.video().body());
        }
    }

    private static void assertMessage(JobScene scene, PixverseException failure) {
        assertThat(failure.getMessage()).doesNotContain(scene.sandbox().apiKey());
        if (failure instanceof JobTimeoutException timeout) {
            assertThat(timeout.jobId()).isEqualTo(scene.knownId().orElseThrow());
            assertThat(timeout).hasCauseInstanceOf(PixverseException.class);
        }
    }

    /** The caller has the id or finds it, and gets the video with it, without paying again. */
    private static void assertNotLost(FaultCell cell, JobScene scene, PixverseException failure) throws Exception {
        if (cell.step() == JobStep.SUBMIT) {
            assertFoundByLookUp(scene, failure);
        } else if (cell.step() != JobStep.LOOKUP && cell.step().isAboutJob()) {
            assertThat(scene.knownId()).hasValue(scene.idsOfJobs().get(0));
        }
        if (cell.jobs() == 1 && !cell.always()) {
            scene.fetch(scene.idsOfJobs().get(0));
            assertFile(scene, true);
            assertBooks(cell, scene);
        }
    }

    private static void assertFoundByLookUp(JobScene scene, PixverseException failure) {
        if (failure.billing() == Billing.UNKNOWN) {
            assertThat(scene.idsFound(failure)).isEqualTo(scene.idsOfJobs());
        } else {
            assertThatThrownBy(() -> scene.client().lookUp(failure)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Reads the statuses from the document, so that a new one needs a row. */
    @Test
    void table_ofEachStep_hasEveryFaultAndEveryDocumentedStatus() {
        assertThat(JobStep.values()).allSatisfy(step -> {
            Set<JobFault> expected = EnumSet.range(JobFault.REFUSED, JobFault.REDIRECT);
            expected.add(JobFault.S503);
            expected.add(JobFault.S429_WITH_RESET);
            step.documentedStatuses().forEach(status -> expected.add(JobFault.valueOf("S" + status)));
            expected.removeAll(notTried(step));
            Set<JobFault> tried = cells().stream()
                    .filter(cell -> cell.step() == step)
                    .map(FaultCell::fault)
                    .collect(Collectors.toSet());
            assertThat(tried).as("%s", step).containsAll(expected);
        });
    }

    private static Set<JobFault> notTried(JobStep step) {
        return switch (step) {
            // Whether a reset is seen before the first byte is sent is a matter of chance; see AtMostOnceTest.
            case SUBMIT -> EnumSet.of(JobFault.RESET_AT_START);
            // After five minutes of silence.
            case UPLOAD -> EnumSet.of(JobFault.STALL, JobFault.STALL_IN_BODY);
            // A status of the job, not a failure of reading it.
            case READ_STATUS -> EnumSet.of(JobFault.S422, JobFault.JSON_WITHOUT_FIELDS);
            // All properties may be absent.
            case READ_RESULT, CREDITS -> EnumSet.of(JobFault.JSON_WITHOUT_FIELDS);
            // By HTTP, such a file is whole.
            case DOWNLOAD -> EnumSet.of(JobFault.LENGTH_TOO_SMALL);
            default -> EnumSet.noneOf(JobFault.class);
        };
    }

    /** The task of one cell. */
    private interface ClientCall {
        void run() throws Throwable;
    }

    /** The threads of its clients inherit the group. */
    private static void inThreadGroup(ClientCall task) throws Throwable {
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(THREADS, () -> {
            try {
                task.run();
            } catch (Throwable e) {
                thrown[0] = e;
            }
        });
        thread.start();
        thread.join();
        if (thrown[0] != null) {
            throw thrown[0];
        }
    }
}

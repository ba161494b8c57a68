package com.example.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxJob;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two worker processes share the keys, and one is killed with SIGKILL while it submits and saves. */
class KilledWorkerTest {
    private static final int KEYS = 500;
    private static final int KEYS_BEFORE = 100;
    private static final int MIN_IN_MID_WORK = 5;
    private static final int LOST_RESPONSES = 10;
    private static final BigDecimal CREDITS = BigDecimal.valueOf(10_000);
    private static final Duration SUBMISSION = Duration.ofMillis(500);
    private static final Duration MAX_TIME = Duration.ofMinutes(2);
    private static final String RUNNING_IN_A =
            "select count(*) from video join scheduled_tasks on key = task_instance where picked_by = 'a' and ";
    private static final String SUBMITTING = RUNNING_IN_A + "submitted_at is not null and job_id is null";
    private static final String SAVING = RUNNING_IN_A + "job_id is not null and saved_at is null";
    private static final String IN_MID_WORK = "select least((" + SUBMITTING + "), (" + SAVING + "))";
    private static final String SAVED = "select count(*) from video where saved_at is not null";
    private static final String ENDED = "select count(*) from video where saved_at is not null or problem is not null";
    private static final String REPORTED = "select count(*) from video where problem is not null";

    @TempDir
    private Path folder;

    private final Queue<JournalEntry> received = new ConcurrentLinkedQueue<>();

    @Test
    void workers_oneIsKilled_eachKeyIsPaidOnceAndSaved() throws Exception {
        Instant start = Instant.now();
        try (EmbeddedPostgres postgres = TestPostgres.start();
                HikariDataSource database = Worker.database(TestPostgres.url(postgres));
                Sandbox sandbox = sandbox()) {
            new VideoTable(database).create();
            Process killed = startWorker("a", sandbox, postgres);
            Process survivor = startWorker("b", sandbox, postgres);
            try {
                int added = 0;
                for (; added < KEYS_BEFORE || count(postgres, IN_MID_WORK) < MIN_IN_MID_WORK; added++) {
                    add(added, database);
                }
                kill(killed);
                int submitting = count(postgres, SUBMITTING);
                int saving = count(postgres, SAVING);
                for (; added < KEYS; added++) {
                    add(added, database);
                }
                await(postgres, ENDED, KEYS);

                System.out.printf(
                        "%d keys; worker killed in %d submissions and %d saves; %d POSTs, %s USD charged, %d requests to"
                                + " the history, %d keys sent after the history had none, %d files, %d problems; %d s%n",
                        KEYS,
                        submitting,
                        saving,
                        received.stream().filter(KilledWorkerTest::isSubmission).count(),
                        CREDITS.subtract(sandbox.credits()),
                        received.stream()
                                .filter(entry -> isOf(entry, "listRequestHistory"))
                                .count(),
                        count(postgres, "select count(*) from video where intents > 1"),
                        count(postgres, SAVED),
                        count(postgres, REPORTED),
                        Duration.between(start, Instant.now()).toSeconds());
                requirePaidOnceAndSaved(sandbox, database);
                assertThat(Math.min(submitting, saving)).as("in mid-work").isPositive();
            } finally {
                killed.destroyForcibly();
                survivor.destroyForcibly();
            }
        }
    }

    /** Some responses to a submission are lost, the others late; a request appears in the history after ten seconds. */
    private Sandbox sandbox() {
        Sandbox sandbox = Sandbox.builder()
                .credits(CREDITS)
                .queueTime(Duration.ofMillis(300))
                .processingTime(Duration.ofMillis(700))
                .historyDelay(Duration.ofSeconds(10))
                .onRequest(received::add)
                .start();
        for (int i = 0; i < KEYS; i++) {
            boolean lost = i % (KEYS / LOST_RESPONSES) == 0;
            sandbox.changeNextResponse(
                    "submitTextToVideo",
                    response ->
                            lost ? response.withFault(Fault.DISCONNECT_AFTER_REQUEST) : response.withDelay(SUBMISSION));
        }
        return sandbox;
    }

    private Process startWorker(String name, Sandbox sandbox, EmbeddedPostgres postgres) throws IOException {
        ProcessBuilder worker = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                "target/classes:target/lib/*",
                Worker.class.getName(),
                name,
                sandbox.baseUrl(),
                TestPostgres.url(postgres),
                folder.toString(),
                "true");
        worker.environment().put("SEGMIND_API_KEY", sandbox.apiKey());
        return worker.redirectErrorStream(true)
                .redirectOutput(Path.of("target", "worker-" + name + ".log").toFile())
                .start();
    }

    private static void add(int number, DataSource database) throws Exception {
        assertThat(number).as("keys added").isLessThan(KEYS);
        String key = key(number);
        new VideoTable(database)
                .add(key, TextToVideoRequest.builder().prompt(key).build());
        VideoTask.schedule(database, key);
    }

    private static String key(int number) {
        return "clip-" + number;
    }

    private static List<String> keys() {
        return IntStream.range(0, KEYS).mapToObj(KilledWorkerTest::key).toList();
    }

    private static void kill(Process worker) throws Exception {
        worker.destroyForcibly();
        assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).as("128 + SIGKILL").isEqualTo(137);
    }

    private void requirePaidOnceAndSaved(Sandbox sandbox, DataSource database) throws Exception {
        Map<String, Long> submissions = received.stream()
                .filter(KilledWorkerTest::isSubmission)
                .collect(Collectors.groupingBy(
                        entry -> TextToVideoRequest.fromJson(entry.bodyText()).prompt(), Collectors.counting()));
        assertThat(submissions.keySet()).containsExactlyInAnyOrderElementsOf(keys());
        submissions.values().removeIf(posts -> posts == 1);
        assertThat(submissions).as("POSTs of keys with more than one").isEmpty();
        BigDecimal cost = BigDecimal.ZERO;
        VideoTable videos = new VideoTable(database);
        for (SandboxJob job : sandbox.jobs()) {
            assertThat(videos.isOwned(job.id()))
                    .as("job %s belongs to a key", job)
                    .isTrue();
            cost = cost.add(job.cost());
        }
        assertThat(sandbox.jobs()).hasSize(KEYS);
        assertThat(CREDITS.subtract(sandbox.credits())).isEqualByComparingTo(cost);
        for (String key : keys()) {
            byte[] file = Files.readAllBytes(folder.resolve(key + ".mp4"));
            assertThat(Mp4Boxes.of(file)).extracting(Mp4Boxes.Box::type).contains("ftyp", "moov", "mdat");
        }
    }

    private static boolean isSubmission(JournalEntry entry) {
        return isOf(entry, "submitTextToVideo");
    }

    private static boolean isOf(JournalEntry entry, String operationId) {
        return entry.operationId().filter(operationId::equals).isPresent();
    }

    private static void await(EmbeddedPostgres postgres, String sql, int min) throws Exception {
        Instant deadline = Instant.now().plus(MAX_TIME);
        while (count(postgres, sql) < min) {
            assertThat(Instant.now()).as(sql).isBefore(deadline);
            Thread.sleep(20);
        }
    }

    private static int count(EmbeddedPostgres postgres, String sql) throws Exception {
        return Integer.parseInt(TestPostgres.value(postgres, sql));
    }
}

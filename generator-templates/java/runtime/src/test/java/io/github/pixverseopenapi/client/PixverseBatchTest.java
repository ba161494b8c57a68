package io.github.pixverseopenapi.client;

import static io.github.pixverseopenapi.client.StubService.ID;
import static io.github.pixverseopenapi.client.StubService.VIDEO;
import static io.github.pixverseopenapi.client.StubService.file;
import static io.github.pixverseopenapi.client.StubService.json;
import static io.github.pixverseopenapi.client.StubService.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of one job at a time, with a service on this machine. */
@Tag("pit-calls")
class PixverseBatchTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:15:30Z");
    private static final String HEADER = "{\"journal\":\"pixverse-batch\",\"version\":1}\n";
    private static final String SENDING =
            "{\"key\":\"a\",\"event\":\"SENDING\",\"operation\":\"submitTextToVideo\",\"at\":" + NOW.toEpochMilli()
                    + ",\"usd\":1.00,\"request\":" + request("a").toJson() + "}\n";

    private final StubService service;
    private final PixverseClient client;
    private final ManualTicker ticker = new ManualTicker(Clock.fixed(NOW, ZoneOffset.UTC));

    @TempDir
    Path folder;

    PixverseBatchTest() throws IOException {
        service = new StubService();
        client = service.client(ticker).maxRetries(0).build();
    }

    @AfterEach
    void close() {
        client.close();
        service.close();
    }

    private static TextToVideoRequest request(String key) {
        return TextToVideoRequest.builder().prompt("A boat for " + key).build();
    }

    private static Map<String, PixverseRequest> requests(String... keys) {
        Map<String, PixverseRequest> requests = new LinkedHashMap<>();
        for (String key : keys) {
            requests.put(key, request(key));
        }
        return requests;
    }

    private PixverseBatch.Builder batch() {
        return PixverseBatch.builder(client, folder).maxConcurrency(1);
    }

    private BatchReport run(String... keys) {
        return batch().build().run(requests(keys));
    }

    private Path journal() {
        return folder.resolve("batch.journal");
    }

    private void write(String journal) throws IOException {
        Files.writeString(journal(), journal);
    }

    private static MockResponse submitted() {
        return json(200, "{\"request_id\":\"" + ID + "\",\"status\":\"QUEUED\"}");
    }

    private static MockResponse lost() {
        return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
    }

    private static String row(String id) {
        return "{\"request_id\":\"" + id + "\",\"model_created\":\"" + NOW + "\",\"request_body\":"
                + request("a").toJson() + "}";
    }

    private static MockResponse rows(String... rows) {
        return json(200, "{\"data\":[" + String.join(",", rows) + "]}");
    }

    private StubService respondWithVideo() {
        return service.respond(state("COMPLETED"), service.result(), file().build());
    }

    private long submits() {
        return service.targets().stream()
                .filter(target -> target.startsWith("POST"))
                .count();
    }

    @Test
    void run_validRequests_savesTheirVideos() {
        service.respond(submitted());
        respondWithVideo().respond(submitted());
        respondWithVideo();

        BatchReport report = run("a", "b");

        assertThat(report.isComplete()).isTrue();
        assertThat(report.costUsd()).isEqualByComparingTo("0.90");
        assertThat(report).hasToString("SAVED 2, at most $0.90");
        assertThat(report.entries()).containsOnlyKeys("a", "b");
        assertThat(report.entries().get("a").jobId()).contains(ID);
        assertThat(report.entries().get("a")).hasToString("a: SAVED");
        assertThat(report.entries().get("b").target())
                .isEqualTo(folder.resolve("b.mp4"))
                .hasBinaryContent(VIDEO);
        assertThat(service.request(0).getBody().utf8()).isEqualTo(request("a").toJson());
    }

    @Test
    void run_again_sendsNothing() {
        service.respond(submitted());
        respondWithVideo();
        run("a");
        int requests = service.targets().size();

        BatchReport report = run("a");

        assertThat(report.isComplete()).isTrue();
        assertThat(report.costUsd()).isEqualByComparingTo("0.45");
        assertThat(service.targets()).hasSize(requests);
    }

    @Test
    void run_ofASavedKeyWhoseFileIsGone_downloadsItAgain() throws IOException {
        service.respond(submitted());
        respondWithVideo();
        run("a");
        Files.delete(folder.resolve("a.mp4"));
        respondWithVideo();

        assertThat(run("a").isComplete()).isTrue();
        assertThat(submits()).isEqualTo(1);
        assertThat(folder.resolve("a.mp4")).hasBinaryContent(VIDEO);
    }

    @Test
    void run_ofASubmittedKey_continuesIt() throws IOException {
        write(HEADER + SENDING + "{\"key\":\"a\",\"event\":\"SUBMITTED\",\"id\":\"" + ID + "\"}\n");
        respondWithVideo();

        assertThat(run("a").isComplete()).isTrue();
        assertThat(submits()).isZero();
    }

    @Test
    void run_withoutACostInTheResult_countsTheUpperPrice() {
        service.respond(
                submitted(),
                state("COMPLETED"),
                json(200, "{\"video\":{\"url\":\"" + service.url() + "file\"}}"),
                file().build());

        assertThat(run("a").costUsd()).isEqualByComparingTo("1.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"key\":\"a\",\"ev", "{\"key\":\"a\",\"event\":\"SUBMITTED\",\"id\":\"" + ID + "\"}"})
    void run_killedWhileSending_findsTheJobInTheHistory(String torn) throws IOException {
        write(HEADER + SENDING + torn);
        service.respond(rows(row(ID)));
        respondWithVideo();

        BatchReport report = run("a");

        assertThat(report.isComplete()).isTrue();
        assertThat(submits()).isZero();
        assertThat(journal()).content().contains("\"SUBMITTED\",\"id\":\"" + ID + "\"}\n");
    }

    @Test
    void run_whoseResponseIsLost_findsTheJobInTheHistory() {
        service.respond(lost(), rows(row(ID)));
        respondWithVideo();

        assertThat(run("a").isComplete()).isTrue();
        assertThat(submits()).isEqualTo(1);
    }

    @Test
    void run_whoseResponseIsLost_keepsTheFailureUntilItsJobIsFound() {
        service.respond(lost());
        service.respondByDefault(rows());

        BatchEntry entry = run("a").entries().get("a");

        assertThat(entry.state()).isEqualTo(BatchState.UNCLEAR);
        assertThat(entry.failure())
                .get()
                .isInstanceOf(ConnectionException.class)
                .extracting(PixverseException::billing)
                .isEqualTo(Billing.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"100, ''", "101, …"})
    void run_withALongLineInTheJournal_quotesAHundredCharacters(int length, String end) throws IOException {
        String line = String.join("", Collections.nCopies(length, "x"));
        write(HEADER + line + "\n");

        assertThatThrownBy(() -> run("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("but was " + line.substring(0, 100) + end);
    }

    @Test
    void run_withTwoCandidates_isUnclear() throws IOException {
        write(HEADER + SENDING);
        service.respond(rows(row(ID), row(ID.replace('5', '6'))));

        BatchEntry entry = run("a").entries().get("a");

        assertThat(entry.state()).isEqualTo(BatchState.UNCLEAR);
        assertThat(entry.candidates()).extracting(JobCandidate::id).containsExactly(ID, ID.replace('5', '6'));
        assertThat(entry.reason()).contains("it may have been sent, and the history has 2 jobs that may be its own");
        assertThat(entry.costUsd()).isEqualByComparingTo("1.00");
        assertThat(submits()).isZero();
    }

    @Test
    void run_withACandidateWithoutABody_isUnclear() throws IOException {
        write(HEADER + SENDING);
        service.respond(rows("{\"request_id\":\"" + ID + "\"}"));

        BatchEntry entry = run("a").entries().get("a");

        assertThat(entry.state()).isEqualTo(BatchState.UNCLEAR);
        assertThat(entry.reason()).contains("it may have been sent, and the history has 1 job that may be its own");
    }

    @Test
    void run_withTheJobOfAnotherKey_isUnclear() throws IOException {
        write(HEADER + SENDING + SENDING.replace("\"key\":\"a\"", "\"key\":\"b\"")
                + "{\"key\":\"b\",\"event\":\"SUBMITTED\",\"id\":\"" + ID + "\"}\n"
                + "{\"key\":\"b\",\"event\":\"FAILED\",\"reason\":\"no reason\"}\n");
        for (int i = 0; i < 20; i++) {
            service.respond(rows(row(ID)));
        }
        Map<String, PixverseRequest> requests = requests("a");
        requests.put("b", request("a"));

        BatchReport report = batch().build().run(requests);

        assertThat(report.entries().get("a").state()).isEqualTo(BatchState.UNCLEAR);
        assertThat(report.entries().get("a").candidates()).isEmpty();
        assertThat(report.entries().get("b")).hasToString("b: FAILED (no reason)");
    }

    @Test
    void run_ofTwoOtherRequestsBeingSent_findsTheJobOfEach() throws IOException {
        write(HEADER
                + SENDING
                + SENDING.replace("\"key\":\"a\"", "\"key\":\"b\"").replace("boat for a", "boat for b"));
        service.respond(rows(row(ID)));
        respondWithVideo().respond(rows(row("job-b").replace("boat for a", "boat for b")));
        respondWithVideo();

        BatchReport report = run("a", "b");

        assertThat(report.entries().get("a").jobId()).contains(ID);
        assertThat(report.entries().get("b").jobId()).contains("job-b");
        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void run_ofTwoEqualRequestsBeingSent_guessesNeither() throws IOException {
        write(HEADER + SENDING + SENDING.replace("\"key\":\"a\"", "\"key\":\"b\""));
        service.respond(rows(row(ID)), rows(row(ID)));
        Map<String, PixverseRequest> requests = requests("a");
        requests.put("b", request("a"));

        assertThat(batch().build().run(requests).entries(BatchState.UNCLEAR)).hasSize(2);
    }

    @Test
    void run_withoutACandidate_isUnclearUnlessTold() throws IOException {
        write(HEADER + SENDING);
        service.respondByDefault(rows());
        assertThat(run("a").entries().get("a").reason())
                .contains("it may have been sent, and the history has no job that may be its own");
        assertThat(submits()).isZero();

        BatchReport report = batch().resubmitNotFound(true).build().run(requests("a"));
        assertThat(submits())
                .as("sent again once, although the response has no id")
                .isEqualTo(1);
        assertThat(report.entries(BatchState.UNCLEAR)).hasSize(1);
    }

    @Test
    void assign_unclearKey_continuesTheJob() throws IOException {
        write(HEADER + SENDING);
        batch().build().assign("a", ID);
        respondWithVideo();

        assertThat(run("a").isComplete()).isTrue();
        assertThat(submits()).isZero();
    }

    @Test
    void resend_unclearKey_sendsItsRequest() throws IOException {
        write(HEADER + SENDING);
        batch().build().resend("a");
        service.respond(submitted());
        respondWithVideo();

        assertThat(run("a").isComplete()).isTrue();
        assertThat(submits()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"b, which it lacks", "s, SUBMITTED"})
    void resend_keyThatIsNotUnclear_isRejected(String key, String actual) throws IOException {
        write(HEADER + "{\"key\":\"s\",\"event\":\"SUBMITTED\",\"id\":\"" + ID + "\"}\n");

        assertThatThrownBy(() -> batch().build().resend(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key must be one that journal " + journal() + " has as being sent, but was " + key + ", "
                        + actual);
    }

    @Test
    void run_ofAJobThatFails_costsNothing() {
        service.respond(submitted(), state("FAILED"));

        BatchReport report = run("a");

        assertThat(report.isComplete()).isFalse();
        assertThat(report.entries().get("a").state()).isEqualTo(BatchState.FAILED);
        assertThat(report.entries().get("a").failure()).containsInstanceOf(JobFailedException.class);
        assertThat(report.costUsd()).isZero();
        assertThat(run("a").entries().get("a").failure()).isEmpty();
        assertThat(submits()).isEqualTo(1);
    }

    @Test
    void run_retryFailed_sendsItAgain() {
        service.respond(json(400, "{\"error\":\"no\"}"), submitted());
        respondWithVideo();
        assertThat(run("a").entries().get("a").state()).isEqualTo(BatchState.FAILED);

        assertThat(batch().retryFailed(true).build().run(requests("a")).isComplete())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 406})
    void run_refusedForTheAccount_sendsNothingMore(int status) {
        service.respond(json(status, "{\"error\":\"no\"}"));

        BatchReport report = run("a", "b");

        assertThat(report.entries(BatchState.WAITING)).hasSize(2);
        assertThat(report.entries().get("a").failure())
                .hasValueSatisfying(failure -> assertThat(failure.statusCode()).isEqualTo(status));
        assertThat(report.entries().get("b").reason())
                .hasValueSatisfying(reason ->
                        assertThat(reason).startsWith("not continued: ").contains("" + status));
        assertThat(submits()).isEqualTo(1);
        assertThat(report.costUsd()).isZero();
    }

    @Test
    void run_rateLimited_isSentLater() {
        service.respond(json(429, ""), submitted());
        respondWithVideo();

        assertThat(run("a").isComplete()).isTrue();
        assertThat(submits()).isEqualTo(2);
    }

    @Test
    void run_budgetThatAllowsOneRequest_leavesTheOtherWaiting() {
        service.respond(submitted());
        respondWithVideo();

        BatchReport report = batch().budgetUsd(new BigDecimal("1.44")).build().run(requests("a", "b"));

        assertThat(report.entries().get("a").state()).isEqualTo(BatchState.SAVED);
        assertThat(report.entries().get("b").reason())
                .contains("not continued: the budget of $1.44 is used up to $0.45, and the request may cost $1.00");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void run_budgetThatTheRealCostLeaves_sendsTheOther(int maxConcurrency) {
        service.respond(submitted());
        respondWithVideo().respond(submitted());
        respondWithVideo();

        assertThat(batch().maxConcurrency(maxConcurrency)
                        .budgetUsd(new BigDecimal("1.45"))
                        .build()
                        .run(requests("a", "b"))
                        .isComplete())
                .isTrue();
    }

    @Test
    void run_budgetOfExactlyOneRequest_sendsIt() {
        service.respond(submitted());
        respondWithVideo();

        assertThat(batch().budgetUsd(new BigDecimal("1.00"))
                        .journal(folder.resolve("another.journal"))
                        .build()
                        .run(requests("a"))
                        .isComplete())
                .isTrue();
        assertThat(folder.resolve("another.journal")).exists();
    }

    @Test
    void run_budgetBelowOneRequest_isRejected() {
        assertThatThrownBy(
                        () -> batch().budgetUsd(new BigDecimal("0.99")).build().run(requests("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("budgetUsd must be at least the documented upper price of key a, 1.00, but was 0.99");
        assertThat(service.targets()).isEmpty();
    }

    @Test
    void run_whileAnotherRunUsesTheJournal_isRejected() throws IOException {
        try (BatchJournal other = BatchJournal.open(journal(), event -> {})) {
            assertThat(other).isNotNull();
            assertThatThrownBy(() -> run("a"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("journal " + journal().toRealPath()
                            + " must be of one run at a time, but another run uses it");
        }
        assertThat(service.targets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notes|line 1 is not: it must be {\"journal\":\"pixverse-batch\",\"version\":1}",
                "HEADER{\"key\":\"x\",\"event\":\"WAITING\"}\\n|line 2 is not: requests must have its key x, but it is missing. Add its request again, or use another journal",
                "HEADERnonsense\\n|line 2 is not: it must be a line of a batch's journal, but was nonsense",
                "HEADER{\"key\":\"a\",\"event\":\"SUBMITTED\",\"id\":\"../x\"}\\n|line 2 is not: it must be a line of",
                "HEADER{\"key\":\"a\",\"event\":\"DONE\"}\\n|line 2 is not: it must be a line of a batch's journal",
                "HEADERSENDING{\"event\":\"SAVED\"}\\n|line 3 is not: it must be a line of a batch's journal, but was"
            })
    void run_withAnotherJournal_isRejectedAndKeepsIt(String journal, String message) throws IOException {
        String text =
                journal.replace("HEADER", HEADER).replace("SENDING", SENDING).replace("\\n", "\n");
        write(text);

        assertThatThrownBy(() -> run("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be of this batch, but " + message);
        assertThat(journal()).hasContent(text);
        assertThat(service.targets()).isEmpty();
    }

    @Test
    void run_withAnotherRequestForAKey_isRejected() throws IOException {
        write(HEADER + SENDING.replace("boat", "cloud"));

        assertThatThrownBy(() -> run("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key a must have the request that the journal has");
    }

    @Test
    void run_withAJournalThatIsAFolder_isRejected() throws IOException {
        Files.createDirectory(journal());

        assertThatThrownBy(() -> run("a"))
                .isInstanceOf(SaveFailedException.class)
                .hasMessageContaining("the journal " + journal() + " cannot be written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "a/b", "ä", "a b"})
    void run_keyThatIsNoFileName_isRejectedUnlessATargetIsSet(String key) {
        assertThatThrownBy(() -> run(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key must be 1 to 200 of")
                .hasMessageEndingWith("but was \"" + key + "\"");
        assertThat(service.targets()).isEmpty();

        service.respond(submitted());
        respondWithVideo();
        assertThat(batch().target(any -> folder.resolve("one.mp4"))
                        .build()
                        .run(requests(key))
                        .isComplete())
                .isTrue();
        assertThat(folder.resolve("one.mp4")).exists();
    }

    @Test
    void run_twoKeysOfOneTarget_isRejected() {
        assertThatThrownBy(() ->
                        batch().target(key -> folder.resolve("one.mp4")).build().run(requests("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key b must have a file of its own, but has " + folder.resolve("one.mp4") + ", as key a");
    }

    @Test
    void run_invalidRequest_isRejectedBeforeAnythingIsSent() {
        Map<String, PixverseRequest> requests = requests("a");
        requests.put("b", TextToVideoRequest.builder().prompt("").build());

        assertThatThrownBy(() -> batch().build().run(requests))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("the requests break the rules of the document:\n  b: prompt must be ");
        assertThat(service.targets()).isEmpty();
        assertThat(journal()).doesNotExist();
    }

    @Test
    void run_nullRequest_isRejected() {
        Map<String, PixverseRequest> requests = requests("a");
        requests.put("b", null);

        assertThatThrownBy(() -> batch().build().run(requests))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("request of key b must be built by a builder, but was null");
    }

    @Test
    void run_ofAClosedClient_isRejected() {
        client.close();

        assertThatThrownBy(() -> run("a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void build_optionsOutOfRange_namesAll() {
        assertThatThrownBy(() -> batch().maxConcurrency(0)
                        .maxPerMinute(0)
                        .deadline(Duration.ZERO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxConcurrency must be from 1 to 10000, but was 0\n"
                        + "maxPerMinute must be from 1 to 2147483647, but was 0\n"
                        + "deadline must be from 1 ms to PT596H31M23.647S, but was PT0S");
    }

    @Test
    void run_maxPerMinute_spacesTheRequests() {
        service.respond(json(400, ""), json(400, ""), json(400, ""));
        long start = System.nanoTime();

        batch().maxPerMinute(600).build().run(requests("a", "b", "c"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void run_listener_receivesEachChange() {
        List<String> changes = new ArrayList<>();
        service.respond(submitted());
        respondWithVideo();

        batch().listener((entry, settled, total) -> {
                    changes.add(entry.state() + " " + settled + "/" + total);
                    throw new IllegalStateException("a listener's bug");
                })
                .build()
                .run(requests("a"));

        assertThat(changes).containsExactly("SUBMITTED 0/1", "SUBMITTED 0/1", "SAVED 1/1");
    }

    @Test
    void run_listenerThatThrows_isReportedToTheHandlerOfItsThread() {
        AtomicInteger reported = new AtomicInteger();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        IllegalStateException bug = new IllegalStateException("a listener's bug");
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            if (e == bug) {
                reported.incrementAndGet();
            }
        });
        service.respond(json(400, ""));
        try {
            batch().listener((entry, settled, total) -> {
                        throw bug;
                    })
                    .build()
                    .run(requests("a"));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        assertThat(reported).hasValue(2);
    }

    @Test
    void run_keysOfTheRunBefore_countAsSettled() throws IOException {
        write(HEADER + SENDING + "{\"key\":\"a\",\"event\":\"FAILED\",\"reason\":\"no reason\"}\n"
                + SENDING.replace("\"key\":\"a\"", "\"key\":\"b\"")
                        .replace(request("a").toJson(), request("b").toJson())
                + "{\"key\":\"b\",\"event\":\"FAILED\",\"reason\":\"no reason\"}\n");
        List<String> changes = new ArrayList<>();
        service.respond(submitted());
        respondWithVideo();

        batch().retryFailed(true)
                .listener((entry, settled, total) ->
                        changes.add(entry.key() + " " + entry.state() + " " + settled + "/" + total))
                .build()
                .run(requests("a", "b"));

        assertThat(changes).startsWith("a SUBMITTED 1/2", "a SUBMITTED 1/2", "a SAVED 2/2", "b SUBMITTED 1/2");
    }

    @Test
    void run_keyThatStaysUnclear_isReportedToTheListener() throws IOException {
        write(HEADER + SENDING);
        service.respond(rows(row(ID), row(ID.replace('5', '6'))));
        List<String> changes = new ArrayList<>();

        batch().listener((entry, settled, total) -> changes.add(entry.state() + " " + settled + "/" + total))
                .build()
                .run(requests("a"));

        assertThat(changes).containsExactly("UNCLEAR 1/1");
    }

    private BatchReport runWith(BatchJournal journal, BatchListener listener, String... keys) {
        List<BatchItem> items = new ArrayList<>();
        requests(keys)
                .forEach((key, request) -> items.add(
                        new BatchItem(key, request, Operation.SUBMIT_TEXT_TO_VIDEO, folder.resolve(key + ".mp4"))));
        return new BatchRun(batch().listener(listener).build(), journal, items).run();
    }

    @Test
    void run_journalThatCannotBeWritten_sendsNothing() throws IOException {
        BatchJournal journal = BatchJournal.open(journal(), event -> {});
        journal.close();

        BatchReport report = runWith(journal, (entry, settled, total) -> {}, "a", "b");

        assertThat(report.entries(BatchState.WAITING)).hasSize(2);
        assertThat(report.entries().get("b").reason())
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("not continued: the journal cannot be written: "));
        assertThat(service.targets()).isEmpty();
    }

    @Test
    void run_journalThatCannotBeWrittenOnceARequestIsSent_savesItsVideoAndSendsNoOther() throws IOException {
        service.respond(submitted());
        respondWithVideo();
        BatchReport report;
        try (BatchJournal journal = BatchJournal.open(journal(), event -> {})) {
            report = runWith(journal, (entry, settled, total) -> closeUnchecked(journal), "a", "b");
        }

        assertThat(report.entries().get("a").state()).isEqualTo(BatchState.SAVED);
        assertThat(folder.resolve("a.mp4")).hasBinaryContent(VIDEO);
        assertThat(report.entries().get("b").state()).isEqualTo(BatchState.WAITING);
        assertThat(submits()).isEqualTo(1);
    }

    private static void closeUnchecked(BatchJournal journal) {
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void run_withATornLastLine_cutsItOff() throws IOException {
        service.respond(submitted());
        respondWithVideo();
        run("a");
        String whole = Files.readString(journal());
        write(whole + "{\"key\":\"a\",\"event\":\"SEN");

        run("a");

        assertThat(journal()).hasContent(whole);
    }

    @Test
    void run_afterOneWithAnotherJournal_isRejectedForTheSameReason() throws IOException {
        write(HEADER + "nonsense\n");
        String reason = "line 2 is not: it must be a line of a batch's journal, but was nonsense";

        assertThatThrownBy(() -> run("a")).hasMessageContaining(reason);
        assertThatThrownBy(() -> run("a")).hasMessageContaining(reason);
    }

    @Test
    void run_whileAnotherProgramLocksTheJournal_isRejected() throws IOException {
        write(HEADER);
        try (FileChannel channel = FileChannel.open(journal(), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> run("a"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith("must be of one run at a time, but another run uses it");
        }
    }

    @Test
    void run_jobThatIsSlowerThanItsDeadline_isContinuedByTheNextRun() {
        service.respond(submitted(), state("PROCESSING"));

        BatchEntry entry = batch().deadline(Duration.ofMillis(50))
                .build()
                .run(requests("a"))
                .entries()
                .get("a");

        assertThat(entry.state()).isEqualTo(BatchState.SUBMITTED);
        assertThat(entry.failure()).containsInstanceOf(JobTimeoutException.class);
        respondWithVideo();
        assertThat(run("a").isComplete()).isTrue();
        assertThat(submits()).isEqualTo(1);
    }

    @Test
    void run_interrupted_leavesJobsToTheNextRun() {
        service.respond(submitted(), state("PROCESSING"));
        Thread caller = Thread.currentThread();

        BatchReport report = batch().listener((entry, settled, total) -> {
                    if (entry.jobId().isPresent()) {
                        caller.interrupt();
                    }
                })
                .build()
                .run(requests("a", "b"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.entries().get("a").state()).isEqualTo(BatchState.SUBMITTED);
        assertThat(report.entries().get("b").reason())
                .contains("not continued: the thread of the batch was interrupted");
        assertThat(submits()).isEqualTo(1);
    }

    @Test
    void run_whoseHistoryFailsFirst_searchesItAgain() throws IOException {
        write(HEADER + SENDING);
        service.respond(json(500, ""), rows(row(ID)));
        respondWithVideo();

        assertThat(run("a").isComplete()).isTrue();
    }

    @Test
    void run_onAnInterruptedThread_sendsNothing() {
        Thread.currentThread().interrupt();

        BatchReport report = run("a");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.entries().get("a").reason())
                .contains("not continued: the thread of the batch was interrupted");
        assertThat(service.targets()).isEmpty();
    }

    @Test
    void run_whoseClientIsClosed_sendsNothingMore() {
        service.respond(json(400, "{\"error\":\"no\"}"));

        BatchReport report = batch().listener((entry, settled, total) -> {
                    if (settled == 1) {
                        client.close();
                    }
                })
                .build()
                .run(requests("a", "b", "c"));

        assertThat(report.entries(BatchState.WAITING))
                .extracting(BatchEntry::key)
                .containsExactly("b", "c");
        assertThat(report.entries().get("b").reason()).contains("the client is closed");
        assertThat(report.entries().get("c").reason()).contains("not continued: the client is closed");
        assertThat(submits()).isEqualTo(1);
    }

    @Test
    void run_targetThatTheJournalDoesNotKnow_isRejected() throws IOException {
        Path other = Files.createFile(folder.resolve("b.mp4"));

        assertThatThrownBy(() -> run("a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("target of key b must not exist, because journal " + journal() + " does not know it, but "
                        + other + " does. Move the file away, or use another folder");
        assertThat(service.targets()).isEmpty();
    }

    @Test
    void run_targetInAFolderThatCannotBeMade_sendsNothing() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        BatchReport report = batch().target(key -> file.resolve(key)).build().run(requests("a", "b"));

        assertThat(report.entries(BatchState.WAITING)).hasSize(2);
        assertThat(report.entries().get("a").reason())
                .hasValueSatisfying(reason ->
                        assertThat(reason).startsWith("not sent: the video cannot be saved to " + file.resolve("a")));
        assertThat(report.entries().get("b").reason())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("not continued: not sent: the video cannot be saved to " + file.resolve("a")));
        assertThat(service.targets()).isEmpty();
    }

    @Test
    void run_null_isRejected() {
        assertThatThrownBy(() -> batch().build().run(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("requests must be a map, but was null");
        assertThatThrownBy(() -> batch().target(key -> null).build().run(requests("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("target of key a must be a path, but was null");
    }

    @Test
    void run_videoThatCannotBeSaved_isContinuedByTheNextRunAndNoOtherIsSent() throws IOException {
        Path target = folder.resolve("a.mp4");
        service.respond(submitted());
        respondWithVideo();

        BatchReport report = batch().listener((entry, settled, total) ->
                        entry.jobId().ifPresent(id -> target.toFile().mkdir()))
                .build()
                .run(requests("a", "b"));

        assertThat(report.entries().get("a").state()).isEqualTo(BatchState.SUBMITTED);
        assertThat(report.entries().get("a").failure()).containsInstanceOf(SaveFailedException.class);
        assertThat(report.entries().get("b").reason())
                .hasValueSatisfying(reason ->
                        assertThat(reason).startsWith("not continued: ").contains("cannot be saved"));
        Files.delete(target);
        respondWithVideo().respond(submitted());
        respondWithVideo();
        assertThat(run("a", "b").isComplete()).isTrue();
        assertThat(submits()).isEqualTo(2);
    }
}

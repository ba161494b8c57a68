package io.github.pixverseopenapi.client;

import static io.github.pixverseopenapi.client.StubService.ID;
import static io.github.pixverseopenapi.client.StubService.VIDEO;
import static io.github.pixverseopenapi.client.StubService.file;
import static io.github.pixverseopenapi.client.StubService.json;
import static io.github.pixverseopenapi.client.StubService.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.model.JobResult;
import io.github.pixverseopenapi.client.model.JobState;
import java.io.IOException;
import java.nio.file.Paths;
import java.time.Clock;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job through the public methods of the client, with a service on this machine. */
@Tag("pit-calls")
class VideoJobTest {
    private static final MockResponse EXPIRED = json(404, "{\"error\":\"Request not found\"}");

    private final StubService service;
    private final PixverseClient client;
    private final ManualTicker ticker = new ManualTicker(Clock.systemUTC());

    VideoJobTest() throws IOException {
        service = new StubService();
        client = service.client(ticker).build();
    }

    @AfterEach
    void close() {
        client.close();
        service.close();
    }

    private void respondWithVideo() {
        service.respond(state("COMPLETED"), service.result(), file().build());
    }

    private static MockResponse row(String properties) {
        return json(200, "{\"request_id\":\"" + ID + "\"," + properties + "}");
    }

    @Test
    void await_withoutADeadline_givesTheVideo() {
        respondWithVideo();

        try (Video video = client.job(ID).await()) {
            assertThat(video.bytes()).isEqualTo(VIDEO);
        }
    }

    @Test
    void awaitAsync_withoutADeadline_givesTheVideo() {
        respondWithVideo();

        try (Video video = client.job(ID).awaitAsync().join()) {
            assertThat(video.bytes()).isEqualTo(VIDEO);
        }
    }

    @Test
    void await_onAnInterruptedThread_leavesTheJobRunning() {
        Thread.currentThread().interrupt();

        ConnectionException failure = catchThrowableOfType(
                ConnectionException.class, () -> client.job(ID).await());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).hasMessageContaining("the waiting thread was interrupted, but job " + ID + " continues");
        assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
    }

    @Test
    void credits_onAnInterruptedThread_failsAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(client::credits).isInstanceOf(ConnectionException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void status_ofAJobThatRuns_isRead() {
        service.respond(state("PROCESSING"));

        assertThat(client.job(ID).status().status()).contains(JobState.PROCESSING);
    }

    @ParameterizedTest
    @CsvSource({"PENDING, PROCESSING", "COMPLETED, COMPLETED", "FAILED, FAILED", "NEW, "})
    void status_ofAnExpiredRecord_isThatOfTheHistory(String inHistory, JobState expected) {
        service.respond(EXPIRED, row("\"model_status\":\"" + inHistory + "\""));

        JobState found = client.job(ID).status().status().orElse(null);

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void result_ofAnExpiredRecord_isThatOfTheHistory() {
        service.respond(
                EXPIRED,
                row(
                        "\"model_status\":\"COMPLETED\",\"credits_deduction\":0.45,\"generation_url\":\"https://example.com/a\","
                                + "\"error\":\"none\""));

        JobResult result = client.job(ID).result();

        assertThat(result)
                .hasToString(
                        "{\"request_id\":\"" + ID + "\",\"status\":\"COMPLETED\",\"output\":\"https://example.com/a\","
                                + "\"error\":\"none\",\"metrics\":{\"cost\":0.45}}");
    }

    @Test
    void result_ofAnIdThatNobodyKnows_saysSo() {
        service.respond(EXPIRED, EXPIRED);

        NotFoundException failure = catchThrowableOfType(
                NotFoundException.class, () -> client.job(ID).result());

        assertThat(failure).hasMessageContaining("neither the jobs nor the history of the account have job " + ID);
        assertThat(failure.getCause().getSuppressed()).hasSize(1);
    }

    @Test
    void job_isNamedByItsId() {
        VideoJob job = client.job(ID);

        assertThat(job).hasToString("VideoJob " + ID);
        assertThat(job.onStatus((status, elapsed, typical) -> {})).isSameAs(job);
    }

    @ParameterizedTest
    @CsvSource({"../x, '\"../x\"'", "'a\nb', '\"a b\"'", ", null"})
    void job_invalidId_isRejected(String id, String shown) {
        assertThatThrownBy(() -> client.job(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id must be 1 to 100 letters, digits, hyphens and underscores, but was " + shown);
    }

    @Test
    void job_ofAClosedClient_isRejected() {
        VideoJob job = client.job(ID);
        client.close();

        assertThatThrownBy(job::awaitAsync).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(job::status).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> client.upload(Paths.get("a.png"))).isInstanceOf(IllegalStateException.class);
        assertThat(service.targets()).isEmpty();
    }

    @Test
    void credits_failuresThatMayPass_areRetriedTwice() {
        service.respond(json(503, ""), json(503, ""), json(503, ""));

        assertThatThrownBy(client::credits).isInstanceOf(ServerException.class);
        assertThat(service.targets()).hasSize(3);
        assertThat(ticker.waits()).hasSize(2);
    }

    /** A request that costs nothing says so whatever its status: nobody must look for a bill. */
    @ParameterizedTest
    @ValueSource(ints = {307, 418, 500, 502, 503, 504})
    void credits_anyFailure_isNotBilled(int status) {
        service.respondByDefault(json(status, ""));

        PixverseException failure = catchThrowableOfType(PixverseException.class, client::credits);

        assertThat(failure.billing()).isEqualTo(Billing.NOT_BILLED);
        assertThat(failure).hasMessageNotContaining("may be billed");
    }

    @Test
    void credits_keyThatCannotBeSent_isInvalid() {
        try (PixverseClient other = PixverseClient.builder()
                .apiKey(() -> "a key with blanks")
                .baseUrl(service.url().toString())
                .build()) {
            assertThatThrownBy(other::credits)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageStartingWith("getCredits: ");
        }
        assertThat(service.targets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "403, is no longer available; files are kept for 7 days",
        "404, is no longer available; files are kept for 7 days",
        "410, is no longer available; files are kept for 7 days",
        "418, could not be downloaded",
        "206, 'must be a video, but was '"
    })
    void await_fileThatIsNotGiven_saysWhy(int status, String reason) {
        service.respond(
                state("COMPLETED"), service.result(), file().code(status).build());

        UnexpectedResponseException failure = catchThrowableOfType(
                UnexpectedResponseException.class, () -> client.job(ID).await());

        assertThat(failure)
                .hasMessageContaining("the video of job " + ID + " at ")
                .hasMessageContaining(reason);
        assertThat(failure.billing()).isEqualTo(Billing.BILLED);
    }
}

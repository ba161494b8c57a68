package com.example.jobs;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.jobs.VideoSteps.Next;
import io.github.pixverseopenapi.client.InsufficientCreditsException;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a key whose worker died after it had recorded the intent. */
@ExtendWith(SandboxExtension.class)
class VideoStepsTest {
    private static final String SUBMIT = "submitTextToVideo";
    private static final Duration LOOK_UP_FOR = Duration.ofMinutes(1);
    private static final TextToVideoRequest REQUEST =
            TextToVideoRequest.builder().prompt("A paper boat").build();

    private static EmbeddedPostgres postgres;
    private static VideoTable videos;

    private final String key = UUID.randomUUID().toString();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        postgres = TestPostgres.start();
        videos = new VideoTable(postgres.getPostgresDatabase());
        videos.create();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void addVideo() throws Exception {
        videos.add(key, REQUEST);
    }

    @Test
    void submit_oneCandidate_adoptsIt(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        recordIntentOfDeadWorker();
        String id = pixverse.submit(REQUEST).id();

        assertThat(steps(pixverse, false, LOOK_UP_FOR).submit(key)).isEqualTo(Next.SAVE);

        assertThat(videos.find(key).jobId()).contains(id);
        assertThat(sandbox).received(SUBMIT).once();
    }

    @Test
    void submit_candidateOfAnotherKey_adoptsTheOther(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        videos.add(key + " 2", REQUEST);
        steps(pixverse, false, LOOK_UP_FOR).submit(key + " 2");
        recordIntentOfDeadWorker();
        String id = pixverse.submit(REQUEST).id();

        steps(pixverse, false, LOOK_UP_FOR).submit(key);

        assertThat(videos.find(key).jobId()).contains(id);
        assertThat(sandbox).received(SUBMIT).times(2);
    }

    @Test
    void submit_twoCandidates_reportsThem(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        recordIntentOfDeadWorker();
        String one = pixverse.submit(REQUEST).id();
        String two = pixverse.submit(REQUEST).id();

        assertThat(steps(pixverse, true, Duration.ZERO).submit(key)).isEqualTo(Next.END);

        assertThat(problem()).contains(one, two);
        assertThat(sandbox).received(SUBMIT).times(2);
    }

    @Test
    void submit_noCandidateYet_looksUpAgain(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        recordIntentOfDeadWorker();

        assertThat(steps(pixverse, true, LOOK_UP_FOR).submit(key)).isEqualTo(Next.LOOK_UP_AGAIN);

        assertThat(sandbox).neverReceived(SUBMIT);
    }

    @Test
    void submit_noCandidateAfterTheDelay_reportsIt(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        recordIntentOfDeadWorker();

        assertThat(steps(pixverse, false, Duration.ZERO).submit(key)).isEqualTo(Next.END);

        assertThat(problem()).startsWith("The history has no such request");
        assertThat(sandbox).neverReceived(SUBMIT);
    }

    @Test
    void submit_noCandidateAfterTheDelay_resubmitsIfAllowed(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        recordIntentOfDeadWorker();

        assertThat(steps(pixverse, true, Duration.ZERO).submit(key)).isEqualTo(Next.SAVE);

        assertThat(sandbox).received(SUBMIT).once();
    }

    @Test
    void submit_notBilled_maySendAgain(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        VideoSteps steps = steps(pixverse, false, LOOK_UP_FOR);
        sandbox.setCredits(BigDecimal.ZERO);
        assertThatThrownBy(() -> steps.submit(key)).isInstanceOf(InsufficientCreditsException.class);
        sandbox.setCredits(BigDecimal.TEN);

        assertThat(steps.submit(key)).isEqualTo(Next.SAVE);
    }

    @Test
    void recordIntent_recordedByAnotherWorker_isRefused() throws Exception {
        VideoTable.Row row = videos.find(key);

        assertThat(videos.recordIntent(row, "first")).isTrue();
        assertThat(videos.recordIntent(row, "second")).isFalse();
    }

    @Test
    void submit_otherWorkerSubmittedToo_reportsTheSecondJob(PixverseClient pixverse, Sandbox sandbox) throws Exception {
        sandbox.changeNextResponse(SUBMIT, response -> {
            recordJobOfOtherWorker();
            return response;
        });

        assertThat(steps(pixverse, false, LOOK_UP_FOR).submit(key)).isEqualTo(Next.SAVE);

        assertThat(videos.find(key).jobId()).contains("other job");
        assertThat(problem()).contains(sandbox.jobs().get(0).id());
    }

    @Test
    void recordJob_ofAnotherKey_isRefused() throws Exception {
        videos.recordJob(key, "job of " + key);
        videos.add(key + " 2", REQUEST);

        assertThatThrownBy(() -> videos.recordJob(key + " 2", "job of " + key)).isInstanceOf(SQLException.class);
    }

    private void recordJobOfOtherWorker() {
        try {
            videos.recordJob(key, "other job");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private VideoSteps steps(PixverseClient pixverse, boolean resubmitNotFound, Duration lookUpFor) {
        return new VideoSteps(pixverse, videos, folder, "worker", resubmitNotFound, lookUpFor);
    }

    private void recordIntentOfDeadWorker() throws Exception {
        videos.recordIntent(videos.find(key), "dead worker");
    }

    private String problem() throws Exception {
        return TestPostgres.value(postgres, "select problem from video where key = '" + key + "'");
    }
}

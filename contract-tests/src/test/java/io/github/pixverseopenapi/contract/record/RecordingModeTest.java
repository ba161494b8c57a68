package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.document.ServiceFacts;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Record and live mode against a sandbox instead of the service. */
@Execution(ExecutionMode.CONCURRENT)
class RecordingModeTest {

    private final Sandbox sandbox = Sandbox.builder()
            .apiKey(RecordedCalls.KEY)
            .clock(RecordedCalls.CLOCK)
            .start();
    private final Map<String, String> properties = new HashMap<>();

    @TempDir
    private Path root;

    private RecordingFolder committed;

    @BeforeEach
    void setBaseUrl() {
        committed = new RecordingFolder(root.resolve("committed"));
        properties.put("pixverse.recordings.baseUrl", sandbox.baseUrl());
        properties.put("pixverse.imageUrl", "https://example.org/a.png");
        properties.put("pixverse.videoUrl", "https://example.org/b.mp4");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void replay_byDefault_sendsNothing() {
        assertThat(capture()).isEmpty();
        properties.put(RecordingMode.PROPERTY, "replay");
        assertThat(capture()).isEmpty();
        assertThat(sandbox.journal()).isEmpty();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void record_withCommittedRecordings_replacesThem() {
        properties.put(RecordingMode.PROPERTY, "record");
        properties.put("pixverse.budget", "20");

        List<Recording> recordings = capture();

        assertThat(recordings).hasSize(15);
        assertThat(committed.all()).containsExactlyInAnyOrderElementsOf(recordings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "live"})
    void recordOrLive_withoutABudget_makesFreeCallsOnly(String mode) {
        properties.put(RecordingMode.PROPERTY, mode);

        assertThat(capture()).hasSize(5).allMatch(recording -> recording.scenario() == Scenario.WRONG_KEY);
        assertThat(sandbox.journal()).hasSize(5);
    }

    @Test
    void live_ofAServiceThatDrifted_keepsTheCommittedRecordingsAndReportsDrift() {
        properties.put(RecordingMode.PROPERTY, "record");
        Recording before = capture().get(0);
        List<Recording> kept = committed.all();
        properties.put(RecordingMode.PROPERTY, "live");
        assertThat(OutcomeDrift.between(before, capture().get(0))).isEmpty();
        // With the right status, or the run itself would fail.
        sandbox.respondWith(StubResponse.json(401, "{\"error\":\"Go away.\"}"));

        Recording now = capture().get(0);

        assertThat(OutcomeDrift.between(before, now))
                .as("another text is no drift")
                .isEmpty();
        Recording accepted = new Recording(
                now.operationId(),
                now.scenario(),
                now.origin(),
                now.request(),
                now.response(),
                new RecordedOutcome("Video", 200, "BILLED", null, null, null, null, null, null));
        assertThat(OutcomeDrift.between(before, accepted))
                .contains("textToVideo wrong-key: UnauthorizedException with status"
                        + " 401, NOT_BILLED was recorded, now it is Video with status 200, BILLED");
        assertThat(committed.all()).isEqualTo(kept);
    }

    @Test
    void live_withinABudget_makesAllPossibleCalls() {
        properties.put(RecordingMode.PROPERTY, "live");
        properties.put("pixverse.budget", "20");

        assertThat(capture()).hasSize(15);
        assertThat(committed.all()).isEmpty();
    }

    @Test
    void live_ofAServiceWithAnotherResponse_fails() {
        properties.put(RecordingMode.PROPERTY, "live");
        sandbox.respondWith(StubResponse.video());

        assertThatThrownBy(this::capture).isInstanceOf(RecordingException.class).hasMessageContaining("1 of 5 calls");
    }

    @ParameterizedTest
    @CsvSource({
        "pixverse.recordings, Live, '-Dpixverse.recordings must be one of replay, record, live, but was Live'",
        "pixverse.recordings, playback, 'must be one of replay, record, live, but was playback'",
        "pixverse.budget, much, '-Dpixverse.budget must be an amount in US dollars, such as 20 or 0.50, but was ''much'''"
    })
    void settings_thatAreNotAllowed_areRejected(String property, String value, String message) {
        properties.put(property, value);

        assertThatThrownBy(this::capture)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(sandbox.journal()).isEmpty();
    }

    private List<Recording> capture() {
        RecordSession job = RecordedCalls.session(Map.of(ServiceFacts.API_KEY_VARIABLE, RecordedCalls.KEY), line -> {});
        return SuiteSettings.read(properties::get).capture(job, root.resolve("committed"), root.resolve("scratch"));
    }
}

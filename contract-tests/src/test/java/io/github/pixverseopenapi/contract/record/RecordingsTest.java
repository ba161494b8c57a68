package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.RateLimitedException;
import io.github.pixverseopenapi.contract.committed.CommittedFile;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.ServiceApiKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays the committed recordings; {@link RecordingMode} defines the other modes. */
@Tag("committed-files")
class RecordingsTest {

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    private static final RecordingFolder FOLDER = new RecordingFolder(CommittedRecordings.FOLDER);

    private static List<Recording> captured;

    @BeforeAll
    static void capture() {
        RecordSession job = new RecordSession(
                DOCUMENT,
                () -> ServiceApiKey.fromDefaultVariable(System.getenv()),
                Clock.systemUTC(),
                System.out::println);
        if (CommittedFile.isUpdate()) {
            CommittedRecordings.recordMissing(job, FOLDER);
        }
        captured = SuiteSettings.read(System::getProperty)
                .capture(job, CommittedRecordings.FOLDER, Path.of("target", "recordings"));
    }

    @AfterAll
    static void tellAges() {
        System.out.println(RecordingSummary.of(FOLDER.all(), Instant.now()));
    }

    static Stream<Named<ApiOperation>> operations() {
        return DOCUMENT.videoOperations().stream().map(RecordingsTest::named);
    }

    private static Named<ApiOperation> named(ApiOperation operation) {
        return Named.of(operation.operationId(), operation);
    }

    static Stream<Arguments> calls() {
        return DOCUMENT.videoOperations().stream()
                .flatMap(operation ->
                        Stream.of(Scenario.values()).map(scenario -> Arguments.of(named(operation), scenario)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("calls")
    void recording_playedBack_endsAsItDidAndIsDocumented(ApiOperation operation, Scenario scenario) throws Exception {
        Recording recording = CommittedRecordings.required(FOLDER, operation, scenario);

        Replay.requireSameOutcome(recording);
        assertThat(Replay.validate(recording))
                .as("%s against the document", recording)
                .isEmpty();
        for (Recording now : capturedOf(operation, scenario)) {
            assertThat(OutcomeDrift.between(recording, now)).isEmpty();
            assertThat(Replay.validate(now))
                    .as("%s, captured now, against the document", now)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void videoRecording_standIn_hasTheVideosBoxes(ApiOperation operation) {
        Replay.requireSameBoxes(CommittedRecordings.required(FOLDER, operation, Scenario.VIDEO)
                .response()
                .body());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void rateLimitRecording_replayed_reportsTheWaitAtItsDate(ApiOperation operation) {
        Recording recording = CommittedRecordings.required(FOLDER, operation, Scenario.RATE_LIMITED);
        Instant reset = Instant.parse(
                recording.response().headers().get("x-rate-limit-reset-at-utc").get(0));
        try (PlaybackServer server = new PlaybackServer(recording);
                PixverseClient client = Replay.client(recording, server)) {
            RateLimitedException exception =
                    catchThrowableOfType(RateLimitedException.class, () -> Replay.call(client, recording));

            assertThat(exception.retryAfter())
                    .contains(Duration.between(recording.origin().date(), reset));
        }
    }

    @Test
    void recordings_ofAnOperation_haveEveryDocumentedStatusAndMediaType() {
        for (ApiOperation operation : DOCUMENT.videoOperations()) {
            Set<String> documented = new TreeSet<>();
            DOCUMENT.responses(operation)
                    .forEach((status, response) -> response.getAsJsonObject("content")
                            .keySet()
                            .forEach(mediaType -> documented.add(status + " " + mediaType)));
            Set<String> recorded = new TreeSet<>();
            for (Recording recording : FOLDER.all()) {
                if (recording.operationId().equals(operation.operationId())) {
                    String type = recording
                            .response()
                            .headers()
                            .get("content-type")
                            .get(0)
                            .replaceAll(";.*", "");
                    recorded.add(recording.response().status() + " " + type);
                }
            }
            assertThat(recorded).as(operation.operationId()).isEqualTo(documented);
        }
    }

    @Test
    void folder_ofTheCommittedRecordings_holdsNoOthers() {
        List<String> expected = new ArrayList<>();
        for (ApiOperation operation : DOCUMENT.videoOperations()) {
            Stream.of(Scenario.values()).forEach(scenario -> expected.add(operation.operationId() + " " + scenario));
        }

        assertThat(FOLDER.all()).extracting(Recording::toString).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<Recording> capturedOf(ApiOperation operation, Scenario scenario) {
        return captured.stream()
                .filter(recording -> recording.operationId().equals(operation.operationId()))
                .filter(recording -> recording.scenario() == scenario)
                .toList();
    }
}

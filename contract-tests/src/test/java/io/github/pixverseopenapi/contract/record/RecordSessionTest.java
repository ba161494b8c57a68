package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.document.ServiceFacts;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class RecordSessionTest {

    private static final Map<String, String> KEY =
            Map.of(ServiceFacts.API_KEY_VARIABLE, " " + RecordedCalls.KEY + "\n");
    private static final String ALL = "19.28";

    private final Sandbox sandbox = Sandbox.builder()
            .apiKey(RecordedCalls.KEY)
            .clock(RecordedCalls.CLOCK)
            .start();
    private final List<String> messages = new ArrayList<>();

    @TempDir
    private Path root;

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void run_ofARealEndpointWithinTheBudget_recordsAllPossibleScenarios() throws Exception {
        List<Recording> recordings = run(KEY, endpoint().budget(ALL));

        assertThat(recordings).hasSize(15).allSatisfy(recording -> {
            assertThat(recording.origin().kind()).isEqualTo(Provenance.SYNTHESISED);
            assertThat(recording.origin().date()).isEqualTo(RecordedCalls.DATE);
            assertThat(recording.response().status())
                    .isEqualTo(recording.scenario().status());
            assertThat(Replay.validate(recording)).isEmpty();
            Replay.requireSameOutcome(recording);
        });
        assertThat(sandbox.journal()).hasSize(15);
        assertThat(sandbox.journal().stream().filter(JournalEntry::keyAccepted)).hasSize(10);
        RecordingFolder folder = new RecordingFolder(root.resolve("recordings"));
        assertThat(folder.all()).containsExactlyInAnyOrderElementsOf(recordings);
        for (Recording recording : recordings) {
            assertThat(Files.readString(folder.file(recording.operationId(), recording.scenario())))
                    .doesNotContain(RecordedCalls.KEY);
        }
        assertThat(root.resolve("videos")).isDirectoryContaining("glob:**.mp4");
        assertThat(String.join("\n", messages))
                .contains("Counted: $19.28", "synthesised: 15, 0 to 0 days old", "recorded: 0, so no response")
                .doesNotContain(RecordedCalls.KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "19.27, '--budget must be at least 19.28 (US dollars), but was 19.27'",
        ", '--budget must be at least 19.28 (US dollars), but was not set'"
    })
    void run_withTooLittleBudget_sendsNothing(String budget, String message) {
        assertRejected(KEY, endpoint().budget(budget), message);
    }

    @Test
    void run_withoutAKey_sendsNothing() {
        assertRejected(
                Map.of(),
                endpoint().budget(ALL),
                ServiceFacts.API_KEY_VARIABLE + " must be the API key of your account, but was not set");
        assertRejected(
                Map.of(ServiceFacts.API_KEY_VARIABLE, "short"),
                endpoint().budget(ALL),
                ServiceFacts.API_KEY_VARIABLE
                        + " must be 8 to 1000 visible ASCII characters without blanks, but was not (value redacted)");
        for (String unusable : List.of("two words", "line\nbreak", "k\u00e9y-of-mine", "k".repeat(1001))) {
            assertRejected(
                    Map.of(ServiceFacts.API_KEY_VARIABLE, unusable),
                    endpoint().budget(ALL),
                    ServiceFacts.API_KEY_VARIABLE
                            + " must be 8 to 1000 visible ASCII characters without blanks, but was not (value redacted)");
        }
    }

    @Test
    void run_ofFreeCalls_needsNoKeyAndNoBudget() {
        assertThat(run(Map.of(), endpoint().scenarios(Scenario.WRONG_KEY))).hasSize(5);
        assertThat(sandbox.journal()).hasSize(5).noneMatch(JournalEntry::keyAccepted);
    }

    @Test
    void run_dry_printsThePlanAndItsCostAndSendsNothing() {
        assertThat(run(Map.of(), endpoint().dryRun())).isEmpty();

        assertThat(sandbox.journal()).isEmpty();
        assertThat(root).isEmptyDirectory();
        assertThat(String.join("\n", messages))
                .contains("At most $19.28 for 15 calls", "Nothing was sent.")
                .containsPattern("textToVideo +video +\\$1\\.00\n")
                .containsPattern("imageToVideo +video +\\$2\\.16 \\(assumed: ")
                .containsPattern("generateV6Video +wrong-key +free");
    }

    @Test
    void run_ofAScenarioThatOnlyASandboxKnows_sendsNothing() {
        assertRejected(
                KEY,
                endpoint().budget(ALL).scenarios(Scenario.NO_CREDITS),
                "--scenario must be possible with a real server (others require --sandbox), but was no-credits");
    }

    @Test
    void run_withoutTheAddressThatAVideoNeeds_sendsNothing() {
        RecordOptionsBuilder options =
                new RecordOptionsBuilder(root).baseUrl(sandbox.baseUrl()).budget(ALL);

        assertRejected(
                KEY, options, "--image-url must be a URL that the service can fetch for imageToVideo, but was missing");
    }

    @Test
    void run_ofAnUnknownOperation_sendsNothing() {
        assertRejected(
                KEY,
                new RecordOptionsBuilder(root)
                        .baseUrl(sandbox.baseUrl())
                        .budget(ALL)
                        .operations("textToPicture"),
                "--operation must be one of textToVideo,");
    }

    @Test
    void run_withAnotherResponse_recordsItAndFails() {
        sandbox.respondWith(StubResponse.json(500, "{\"error\":\"Out of film.\"}"));

        assertThatThrownBy(() -> run(Map.of(), endpoint().scenarios(Scenario.WRONG_KEY)))
                .isInstanceOf(RecordingException.class)
                .hasMessage("1 of 5 calls failed or had an unexpected response");
        assertThat(messages)
                .anyMatch(line -> line.contains("textToVideo wrong-key: synthesised, status 500 where 401 was"));
        assertThat(new RecordingFolder(root.resolve("recordings")).all()).hasSize(5);
    }

    /** The reported cost of the first call exhausts the budget. */
    @ParameterizedTest
    @CsvSource({
        "999, 'must be at most 1.00, but was 999'",
        "1e9, 'must be at most 1.00, but was 1e9'",
        "12345678901, 'must be at most 1.00, but'",
        "$500.00, 'must be one cost in US dollars, such as 0.50, but was \"$500.00\"'",
        "NaN, but was \"NaN\"",
        "-1, but was \"-1\""
    })
    void run_costThatExceedsTheBudgetOrCannotBeRead_stopsPaidCalls(String cost, String problem) {
        sandbox.respondWith(StubResponse.json(400, "{\"error\":\"No.\"}").withHeader("x-cost", cost));

        assertThatThrownBy(() -> run(KEY, endpoint().budget(ALL).scenarios(Scenario.BAD_REQUEST, Scenario.WRONG_KEY)))
                .isInstanceOf(RecordingException.class)
                .hasMessage("5 of 10 calls failed or had an unexpected response");
        assertThat(sandbox.journal()).filteredOn(JournalEntry::keyAccepted).hasSize(1);
        assertThat(sandbox.journal()).hasSize(6);
        assertThat(messages)
                .anyMatch(line -> line.contains("textToVideo bad-request: synthesised, status 400, header x-cost ")
                        && line.contains(problem));
        assertThat(messages)
                .filteredOn(line -> line.contains(": not recorded, because ")
                        && line.contains("the budget of $19.28 does not allow"))
                .hasSize(4);
    }

    @Test
    void run_ofASandbox_keepsRecordingsOfTheService() throws Exception {
        Recording made = run(Map.of(), new RecordOptionsBuilder(root).sandbox().scenarios(Scenario.WRONG_KEY))
                .get(0);
        RecordingFolder folder = new RecordingFolder(root.resolve("recordings"));
        Path file = folder.file(made.operationId(), made.scenario());
        Files.writeString(file, Files.readString(file).replace("\"synthesised\"", "\"recorded\""));
        String precious = Files.readString(file);

        assertThatThrownBy(() -> run(Map.of(), new RecordOptionsBuilder(root).sandbox()))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("is recorded from the live service");
        assertThat(file).hasContent(precious);
        assertThat(folder.all()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "true, http://127.0.0.1:1, , , --sandbox must not be combined with --base-url",
        "true, , 5, , --sandbox must not be combined with --budget",
        "false, http://127.0.0.1:1/v1, , , --base-url must be the root of a server",
        "false, ftp://a, , , 'but was ftp://a'",
        "false, https://me:abc@a.example, , , --base-url must be a URL without user name and password",
        "false, https://me:abc@a.example:x, , , --base-url must be a URL without user name and password",
        "false, https://abc@a.example/v1, , , --base-url must be a URL without user name and password",
        "false, , , https://a.example/b.png?sign=abc, --image-url must be a URL without query",
        "false, , , https://me:abc@a.example/b.png, --image-url must be a URL without query and user name",
        "false, , , b.png, --image-url must be an http or https URL"
    })
    void options_thatAreNotAllowed_areRejectedWithoutShowingSecrets(
            boolean isSandbox, String baseUrl, String budget, String image, String message) {
        RecordOptionsBuilder options =
                new RecordOptionsBuilder(root).baseUrl(baseUrl).budget(budget).imageUrl(image);
        if (isSandbox) {
            options.sandbox();
        }
        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("abc");
    }

    @Test
    void options_withVideosAmongTheRecordings_areRejected() throws Exception {
        Path recordings = Files.createDirectory(root.resolve("recordings"));
        Files.createSymbolicLink(root.resolve("link"), recordings);
        for (String videos : List.of(
                "recordings", "recordings/x/../videos", "./recordings/new", "link", "link/new", "Recordings/new")) {
            assertThatThrownBy(new RecordOptionsBuilder(root).sandbox().videosIn(videos)::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--videos must be outside --recordings");
        }
    }

    private void assertRejected(Map<String, String> environment, RecordOptionsBuilder options, String message) {
        assertThatThrownBy(() -> run(environment, options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(sandbox.journal()).isEmpty();
        assertThat(root).isEmptyDirectory();
    }

    private List<Recording> run(Map<String, String> environment, RecordOptionsBuilder options) {
        return RecordedCalls.session(environment, messages::add).run(options.build());
    }

    private RecordOptionsBuilder endpoint() {
        return new RecordOptionsBuilder(root)
                .baseUrl(sandbox.baseUrl())
                .imageUrl("https://example.org/a.png")
                .videoUrl("https://example.org/b.mp4");
    }
}

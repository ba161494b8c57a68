package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.FiveOperations;
import io.github.pixverseopenapi.contract.document.ServiceFacts;
import io.github.pixverseopenapi.contract.fixtures.MalformedResponse;
import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The exact output of a recording run, and its error messages. */
@Tag("pit-record")
class RecordTextTest {

    private static final ApiDocument DOCUMENT = FiveOperations.DOCUMENT;
    private static final Map<String, String> KEY =
            Map.of(ServiceFacts.API_KEY_VARIABLE, " " + RecordedCalls.KEY + "\n");
    private static final String IMAGE = "https://example.org/a.png";
    private static final String VIDEO = "https://example.org/a.mp4";

    private final List<String> messages = new ArrayList<>();

    private Path root;

    @BeforeEach
    void keep(@TempDir Path folder) {
        root = folder;
    }

    @Test
    void run_dry_printsEachCallAndItsPrice() {
        List<Recording> recordings = run(
                Map.of(), options().operations("textToVideo", "imageToVideo").dryRun());

        assertThat(recordings).isEmpty();
        assertThat(messages.get(0).lines())
                .containsExactly(
                        "Calls of https://api.segmind.com/:",
                        "  textToVideo      video             $1.00",
                        "  textToVideo      bad-request       $1.00",
                        "  textToVideo      wrong-key         free",
                        "  imageToVideo     video             $2.16 (assumed: the highest price of any operation)",
                        "  imageToVideo     bad-request       $2.16 (assumed: the highest price of any operation)",
                        "  imageToVideo     wrong-key         free",
                        "At most $6.32 for 6 calls");
        assertThat(messages).hasSize(2).last().isEqualTo("Nothing was sent.");
    }

    @Test
    void run_dryOfASandbox_costsNothingAndHasAllScenarios() {
        run(Map.of(), options().sandbox().operations("textToVideo").dryRun());

        assertThat(messages.get(0).lines())
                .hasSize(15)
                .startsWith("Calls of a sandbox:", "  textToVideo      video             free")
                .endsWith("  textToVideo      timeout-page      free", "At most $0 for 13 calls");
    }

    @Test
    void run_ofASandbox_printsEachRecordingTheCountAndTheAges() {
        List<Recording> recordings = run(
                Map.of(),
                options().sandbox().operations("textToVideo").scenarios(Scenario.WRONG_KEY, Scenario.NO_CREDITS));

        assertThat(recordings)
                .extracting(Recording::toString)
                .containsExactly("textToVideo wrong-key", "textToVideo no-credits");
        assertThat(messages.subList(1, messages.size()))
                .containsExactly(
                        "  textToVideo wrong-key: synthesised, status 401",
                        "  textToVideo no-credits: synthesised, status 406",
                        "Counted: $0",
                        String.join(
                                System.lineSeparator(),
                                "Recordings: 2",
                                "  recorded: 0, so no response of the live service is recorded",
                                "  derived: 0",
                                "  synthesised: 2, 0 to 0 days old; the oldest is textToVideo no-credits"));
    }

    @Test
    void run_anotherResponse_reportsTheExpectedOneAndFails() {
        try (Sandbox sandbox = Sandbox.builder().apiKey("another-key").start()) {
            assertThatThrownBy(() -> run(
                            KEY,
                            options()
                                    .baseUrl(sandbox.baseUrl())
                                    .budget("1")
                                    .operations("textToVideo")
                                    .scenarios(Scenario.BAD_REQUEST, Scenario.WRONG_KEY)))
                    .isInstanceOf(RecordingException.class)
                    .hasMessage("1 of 2 calls failed or had an unexpected response");
        }
        assertThat(messages.subList(1, messages.size()))
                .containsExactly(
                        "  textToVideo bad-request: synthesised, status 401 where 400 was expected",
                        "  textToVideo wrong-key: synthesised, status 401");
    }

    @Test
    void run_costThatIsAProblem_isReportedAndFails() {
        try (Sandbox sandbox = Sandbox.start()) {
            sandbox.respondWith(
                    "textToVideo", StubResponse.json(400, "{\"error\":\"a\"}").withHeader("x-cost", "1.01"));
            sandbox.respondWith(
                    "imageToVideo", StubResponse.json(400, "{\"error\":\"a\"}").withHeader("x-cost", "2.16"));
            assertThatThrownBy(() -> run(
                            KEY,
                            options()
                                    .baseUrl(sandbox.baseUrl())
                                    .budget("9")
                                    .operations("textToVideo", "imageToVideo")
                                    .scenarios(Scenario.BAD_REQUEST)))
                    .isInstanceOf(RecordingException.class)
                    .hasMessage("1 of 2 calls failed or had an unexpected response");
        }
        assertThat(messages.subList(1, messages.size()))
                .containsExactly(
                        "  textToVideo bad-request: synthesised, status 400, header x-cost must be at most 1.00, but was 1.01",
                        "  imageToVideo bad-request: synthesised, status 400");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DIFFERING_LENGTHS | header Content-Length must be one number of bytes, but was \"2\", \"12\"",
                "NEGATIVE_LENGTH | header Content-Length must be one number of bytes, but was \"-5\"",
                "NEGATIVE_STATUS | the response is not valid HTTP: code < 0: -12"
            })
    void run_malformedResponse_isReportedAndItsConnectionClosed(MalformedResponse response, String problem) {
        try (RawServer service = response.serve()) {
            assertThatThrownBy(() -> run(
                            KEY,
                            options()
                                    .baseUrl(service.url())
                                    .operations("textToVideo")
                                    .scenarios(Scenario.WRONG_KEY)))
                    .isInstanceOf(RecordingException.class)
                    .hasMessage("1 of 1 calls failed or had an unexpected response");
            await().untilAsserted(() -> assertThat(service.openConnections()).isZero());
        }
        assertThat(messages.get(1))
                .startsWith("  textToVideo wrong-key: not recorded, because ")
                .contains(problem);
    }

    @Test
    void run_thatCannotBeRecorded_reportsTheReasonAndContinues() {
        try (Sandbox sandbox = Sandbox.start()) {
            sandbox.respondWith(
                    "textToVideo", StubResponse.json(401, "{\"error\":\"a\"}").withFault(Fault.DISCONNECT_IN_BODY));
            assertThatThrownBy(() -> run(
                            KEY,
                            options()
                                    .baseUrl(sandbox.baseUrl())
                                    .operations("textToVideo", "imageToVideo")
                                    .scenarios(Scenario.WRONG_KEY)))
                    .isInstanceOf(RecordingException.class)
                    .hasMessage("1 of 2 calls failed or had an unexpected response");
        }
        assertThat(messages.subList(1, messages.size()))
                .containsExactly(
                        "  textToVideo wrong-key: not recorded, because the response with status 401 is incomplete; nothing was recorded",
                        "  imageToVideo wrong-key: synthesised, status 401");
    }

    @Test
    void run_ofFreeCalls_needsNeitherKeyNorBudget() {
        try (Sandbox sandbox = Sandbox.start()) {
            assertThat(run(
                            Map.of(),
                            options()
                                    .baseUrl(sandbox.baseUrl())
                                    .operations("textToVideo")
                                    .scenarios(Scenario.WRONG_KEY)))
                    .hasSize(1);
        }
    }

    @Test
    void run_keyOfEightCharacters_isLongEnough() {
        try (Sandbox sandbox = Sandbox.builder().apiKey("12345678").start()) {
            assertThat(run(
                            Map.of(ServiceFacts.API_KEY_VARIABLE, "12345678"),
                            options()
                                    .baseUrl(sandbox.baseUrl())
                                    .budget("1.00")
                                    .operations("textToVideo")
                                    .scenarios(Scenario.BAD_REQUEST)))
                    .hasSize(1);
        }
        assertThat(messages).contains("Counted: $1.00");
    }

    @Test
    void run_rejected_reportsTheReasonBeforeAnythingIsSent() {
        assertRejected(
                KEY,
                options().operations("textToVideo").budget("1.99"),
                "--budget must be at least 2.00 (US dollars), but was 1.99. Nothing was sent");
        assertRejected(
                KEY,
                options().operations("textToVideo"),
                "--budget must be at least 2.00 (US dollars), but was not set. Nothing was sent");
        assertRejected(
                Map.of(),
                options().operations("textToVideo").budget("2"),
                "the environment variable SEGMIND_API_KEY must be the API key of your account, but was not set");
        assertRejected(
                Map.of(ServiceFacts.API_KEY_VARIABLE, "1234567 "),
                options().operations("textToVideo").budget("2"),
                "the variable SEGMIND_API_KEY must be 8 to 1000 visible ASCII characters without blanks, but was not"
                        + " (value redacted)");
        assertRejected(
                KEY,
                options().operations("imageToVideo").budget("5").imageUrl(null),
                "--image-url must be a URL that the service can fetch for imageToVideo, but was missing. Nothing was sent");
        assertRejected(
                KEY,
                options().operations("extendV5Video").budget("5").videoUrl(null),
                "--video-url must be a URL that the service can fetch for extendV5Video, but was missing. Nothing was sent");
        assertRejected(
                KEY,
                options().operations("textToPicture"),
                "--operation must be one of"
                        + " textToVideo, imageToVideo, generateV5Video, extendV5Video, generateV6Video, but was textToPicture");
        assertRejected(
                KEY,
                options().scenarios(Scenario.TIMEOUT),
                "--scenario must be possible with a real server (others require --sandbox), but was timeout");
    }

    @Test
    void run_withoutAddressesThatNoCallNeeds_isNotRejected() {
        try (Sandbox sandbox = Sandbox.builder().apiKey(RecordedCalls.KEY).start()) {
            assertThat(run(
                            KEY,
                            options()
                                    .baseUrl(sandbox.baseUrl())
                                    .operations("imageToVideo")
                                    .budget("3")
                                    .imageUrl(null)
                                    .videoUrl(null)
                                    .scenarios(Scenario.BAD_REQUEST)))
                    .hasSize(1);
        }
    }

    @Test
    void run_overRecordingsOfTheService_isRejectedBeforeAnythingIsSent() throws Exception {
        Recording made = run(
                        Map.of(), options().sandbox().operations("textToVideo").scenarios(Scenario.WRONG_KEY))
                .get(0);
        Path file = new RecordingFolder(root.resolve("recordings")).file("textToVideo", Scenario.WRONG_KEY);
        Files.writeString(
                file,
                RecordingJson.write(new Recording(
                        made.operationId(),
                        made.scenario(),
                        origin(Provenance.RECORDED, Duration.ZERO, made.origin().sha256()),
                        made.request(),
                        made.response(),
                        made.outcome())));
        String message = file
                + " is recorded from the live service and must not be replaced by a recording that is synthesised; delete it first to replace it";

        try (Sandbox sandbox = Sandbox.start()) {
            assertThatThrownBy(() -> run(Map.of(), options().sandbox().operations("textToVideo")))
                    .hasMessage(message);
            assertThatThrownBy(() -> run(
                            Map.of(),
                            options()
                                    .baseUrl(sandbox.baseUrl())
                                    .operations("textToVideo")
                                    .scenarios(Scenario.WRONG_KEY)))
                    .hasMessage(message);
            assertThat(sandbox.journal()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.org/a | --base-url must be the root of a server, such as https://host or http://127.0.0.1:8089, but was https://example.org/a",
                "https://me@example.org | --base-url must be a URL without user name and password, but was one with them (value redacted)",
                "https://:b@example.org | --base-url must be a URL without user name and password, but was one with them (value redacted)",
                "nowhere | --base-url must be the root of a server, such as https://host or http://127.0.0.1:8089, but was nowhere"
            })
    void options_baseUrlThatIsNoRoot_isRejected(String url, String message) {
        assertThatThrownBy(() -> options().baseUrl(url).build()).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"https://a.example/b?c", "https://me@a.example/b", "https://:word@a.example/b"})
    void options_addressWithASecret_isRejectedWithoutBeingShown(String address) {
        String message =
                " must be a URL without query and user name, because it is recorded, but was one with them (value redacted)";

        assertThatThrownBy(() -> options().imageUrl(address).build()).hasMessage("--image-url" + message);
        assertThatThrownBy(() -> options().videoUrl(address).build()).hasMessage("--video-url" + message);
        assertThatThrownBy(() -> options().videoUrl("a.mp4").build())
                .hasMessage("--video-url must be an http or https URL, but was another text (value redacted)");
    }

    @Test
    void options_thatExcludeEachOther_areRejected() {
        assertThatThrownBy(
                        () -> options().sandbox().baseUrl("https://a.example").build())
                .hasMessage("--sandbox must not be combined with --base-url");
        assertThatThrownBy(() -> options().sandbox().budget("1").build())
                .hasMessage("--sandbox must not be combined with --budget");
        assertThatThrownBy(() -> options().videosIn("recordings/videos").build())
                .hasMessage("--videos must be outside --recordings, because recordings are committed, but was within");
        assertThat(options().videosIn("recordings/../videos").build().scenarios())
                .containsExactly(Scenario.VIDEO, Scenario.BAD_REQUEST, Scenario.WRONG_KEY);
    }

    @Test
    void summary_ofSeveralKinds_statesNumbersAgesAndTheOldest() {
        Recording made = run(
                        Map.of(), options().sandbox().operations("textToVideo").scenarios(Scenario.WRONG_KEY))
                .get(0);
        List<Recording> recordings = List.of(
                of(made, "textToVideo", Provenance.RECORDED, Duration.ofHours(25)),
                of(made, "imageToVideo", Provenance.RECORDED, Duration.ofDays(3)),
                of(made, "extendV5Video", Provenance.RECORDED, Duration.ofDays(2)));

        assertThat(RecordingSummary.of(recordings, RecordedCalls.DATE).lines())
                .containsExactly(
                        "Recordings: 3",
                        "  recorded: 3, 1 to 3 days old; the oldest is imageToVideo wrong-key",
                        "  derived: 0",
                        "  synthesised: 0");
    }

    @ParameterizedTest
    @EnumSource
    void requests_ofEachScenario_areTheCheapestExample(Scenario scenario) {
        RecordedRequests requests = new RecordedRequests(DOCUMENT, Optional.of(IMAGE), Optional.empty());
        String quality = scenario == Scenario.BAD_REQUEST ? "8k" : "360p";

        assertThat(requests.json(operation("imageToVideo"), scenario))
                .contains(
                        "\"image_url\":\"https://example.org/a.png\"",
                        "\"seed\":4711",
                        "\"quality\":\"" + quality + "\"");
        assertThat(requests.json(operation("textToVideo"), scenario)).doesNotContain("image_url", "video_url");
    }

    @Test
    void requests_missingAddress_isNamedWhereOneIsNeeded() {
        RecordedRequests none = new RecordedRequests(DOCUMENT, Optional.empty(), Optional.empty());
        RecordedRequests both = new RecordedRequests(DOCUMENT, Optional.of(IMAGE), Optional.of(VIDEO));

        assertThat(none.missing(operation("textToVideo"))).isEmpty();
        assertThat(none.missing(operation("imageToVideo"))).hasValue("--image-url");
        assertThat(none.missing(operation("extendV5Video"))).hasValue("--video-url");
        assertThat(both.missing(operation("imageToVideo"))).isEmpty();
        assertThat(both.json(operation("extendV5Video"), Scenario.VIDEO))
                .contains("\"video_url\":\"https://example.org/a.mp4\"");
    }

    @Test
    void scenario_name_isReadBack() {
        for (Scenario scenario : Scenario.values()) {
            assertThat(Scenario.of(scenario.toString())).isEqualTo(scenario);
            assertThat(scenario.key("valid"))
                    .isEqualTo(scenario == Scenario.WRONG_KEY ? "key-that-belongs-to-nobody" : "valid");
        }
        assertThat(Scenario.BAD_GATEWAY_PAGE).hasToString("bad-gateway-page");
        assertThatThrownBy(() -> Scenario.of("sunday"))
                .hasMessage("must be one of video,"
                        + " refused-prompt, bad-request, wrong-key, forbidden, unknown-model, no-credits, rate-limited, server-error,"
                        + " bad-gateway, bad-gateway-page, timeout, timeout-page, but was sunday");
    }

    private void assertRejected(Map<String, String> environment, RecordOptionsBuilder options, String message) {
        assertThatThrownBy(() -> run(environment, options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(root).isEmptyDirectory();
    }

    private List<Recording> run(Map<String, String> environment, RecordOptionsBuilder options) {
        return RecordedCalls.session(environment, messages::add).run(options.build());
    }

    private static Recording of(Recording made, String operationId, Provenance kind, Duration age) {
        return new Recording(
                operationId,
                made.scenario(),
                origin(kind, age, made.origin().sha256()),
                made.request(),
                made.response(),
                made.outcome());
    }

    private static Origin origin(Provenance kind, Duration age, String sha256) {
        Instant date = RecordedCalls.DATE.minus(age);
        return new Origin(kind, date, sha256, null);
    }

    private static ApiOperation operation(String operationId) {
        return DOCUMENT.videoOperations().stream()
                .filter(operation -> operation.operationId().equals(operationId))
                .findFirst()
                .orElseThrow();
    }

    /** Calls of the live service with both URLs. */
    private RecordOptionsBuilder options() {
        return new RecordOptionsBuilder(root).imageUrl(IMAGE).videoUrl(VIDEO);
    }
}

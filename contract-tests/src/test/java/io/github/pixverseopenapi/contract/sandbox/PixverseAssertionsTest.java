package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;
import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThatIllegalArgumentException;
import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThatThrownBy;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.PixverseException;
import io.github.pixverseopenapi.client.model.DurationSeconds;
import io.github.pixverseopenapi.client.model.TextToVideoRequest;
import io.github.pixverseopenapi.client.model.V6VideoRequest;
import io.github.pixverseopenapi.contract.document.OperationIds;
import io.github.pixverseopenapi.contract.fixtures.QuotedKey;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each assertion, passing and failing. */
@Execution(ExecutionMode.CONCURRENT)
class PixverseAssertionsTest {

    private static final String KEY = "a-secret-key";

    @RegisterExtension
    static final SandboxExtension SANDBOX =
            SandboxExtension.of(Sandbox.builder().apiKey(KEY)).client(client -> client.maxRetries(0));

    private final Sandbox sandbox;
    private final PixverseClient client;

    PixverseAssertionsTest(Sandbox sandbox, PixverseClient client) {
        this.sandbox = sandbox;
        this.client = client;
    }

    @Test
    void received_calledOperation_holdsOrShowsTheJournal() {
        text("A boat", 1);

        assertThat(sandbox).received("textToVideo");
        assertThat(sandbox).received();
        assertFails(
                () -> assertThat(sandbox).received("generateV6Video"),
                "Expecting the sandbox to have received a request for generateV6Video.",
                "Its journal:",
                "    1. POST /v1/pixverse-text2video 200 " + body("A boat", 1));
    }

    @Test
    void received_emptyJournal_failsReportingIt() {
        assertFails(
                () -> assertThat(sandbox).received(),
                "Expecting the sandbox to have received a request.",
                "Its journal:",
                "  (empty)");
    }

    @Test
    void received_unknownOperation_isRejectedNamingTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(sandbox).neverReceived("textToVidoe"))
                .withMessage("operationId must be one of " + OperationIds.allSorted() + ", but was textToVidoe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(sandbox).received(null));
    }

    @Test
    void neverReceived_operation_holdsOrMarksItsCalls() {
        text("A boat", 1);
        v6("A kite");

        assertThat(sandbox).neverReceived("imageToVideo").neverReceived("extendV5Video");
        assertFails(
                () -> assertThat(sandbox).neverReceived("generateV6Video"),
                "Expecting the sandbox to have received no request for generateV6Video.",
                "Marked in its journal:",
                "    1. POST /v1/pixverse-text2video 200 " + body("A boat", 1),
                "  * 2. POST /v1/pixverse-v6 200 " + sandbox.journal().get(1).bodyText());
    }

    @Test
    void receivedNothing_journal_holdsWhileEmpty() {
        assertThat(sandbox).receivedNothing();
        SandboxHttpClient.send(SandboxHttpClient.request(sandbox, "/elsewhere").GET());

        assertFails(
                () -> assertThat(sandbox).receivedNothing(),
                "Expecting the sandbox to have received no request.",
                "Marked in its journal:",
                "    1. GET /elsewhere 404");
    }

    @Test
    void receivedExactly_operations_needsOrderAndNothingElse() {
        text("A boat", 1);
        v6("A kite");

        assertThat(sandbox).receivedExactly("textToVideo", "generateV6Video");
        assertFails(
                () -> assertThat(sandbox).receivedExactly("generateV6Video", "textToVideo"),
                "Expecting the sandbox to have received exactly generateV6Video, textToVideo, in this order.",
                "Its journal:",
                "    1. POST /v1/pixverse-text2video 200 " + body("A boat", 1),
                "    2. POST /v1/pixverse-v6 200 " + sandbox.journal().get(1).bodyText());
        SandboxHttpClient.send(SandboxHttpClient.request(sandbox, "/elsewhere").GET());
        assertThatThrownBy(() -> assertThat(sandbox).receivedExactly("textToVideo", "generateV6Video"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("3. GET /elsewhere 404");
    }

    @Test
    void receivedInOrder_operations_allowsOthersBetween() {
        text("A boat", 1);
        text("A boat", 2);
        v6("A kite");
        text("A boat", 3);

        assertThat(sandbox).receivedInOrder("textToVideo", "generateV6Video", "textToVideo");
        assertThatThrownBy(() -> assertThat(sandbox).receivedInOrder("generateV6Video", "generateV6Video"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "Expecting the sandbox to have received generateV6Video, generateV6Video," + " in this order.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(sandbox).receivedInOrder());
    }

    @Test
    void hasCredits_amount_isComparedByValue() {
        sandbox.setCredits(new BigDecimal("1.50"));

        assertThat(sandbox).hasCredits(new BigDecimal("1.5"));
        assertFails(
                () -> assertThat(sandbox).hasCredits(BigDecimal.ONE),
                "Expecting the balance of the sandbox to be 1 US dollars, but was 1.50.");
    }

    @Test
    void counts_requests_holdOrReportTheNumber() {
        text("A boat", 1);
        text("A boat", 2);

        assertThat(sandbox)
                .received("textToVideo")
                .times(2)
                .atLeast(1)
                .atLeast(2)
                .atMost(2)
                .atMost(3);
        assertThat(sandbox).received("textToVideo").withField("seed", 2).once();
        assertFails(
                () -> assertThat(sandbox).received("textToVideo").once(),
                "Expecting the sandbox to have received exactly 1 of: a request for textToVideo.",
                "Marked in its journal are 2:",
                "  * 1. POST /v1/pixverse-text2video 200 " + body("A boat", 1),
                "  * 2. POST /v1/pixverse-text2video 200 " + body("A boat", 2));
        assertFailsWith(() -> assertThat(sandbox).received("textToVideo").times(3), "received exactly 3 of: ");
        assertFailsWith(() -> assertThat(sandbox).received("textToVideo").atLeast(3), "received at least 3 of: ");
        assertFailsWith(() -> assertThat(sandbox).received("textToVideo").atMost(1), "received at most 1 of: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(sandbox).received("textToVideo").times(0))
                .withMessage("number must be 1 or more, but was 0");
    }

    @Test
    void nothingElse_requests_failsOnAnyOther() {
        text("A boat", 1);
        assertThat(sandbox).received("textToVideo").nothingElse();
        v6("A kite");

        assertFails(
                () -> assertThat(sandbox).received("textToVideo").nothingElse(),
                "Expecting the sandbox to have received nothing but requests for textToVideo.",
                "Unexpected: those not marked in its journal:",
                "  * 1. POST /v1/pixverse-text2video 200 " + body("A boat", 1),
                "    2. POST /v1/pixverse-v6 200 " + sandbox.journal().get(1).bodyText());
    }

    @Test
    void withField_value_isComparedAsJson() {
        text("A boat", 7);

        assertThat(sandbox)
                .received("textToVideo")
                .withField("prompt", "A boat")
                .withField("duration", 5)
                .withField("duration", 5.0)
                .withField("seed", 7L)
                .withoutField("negative_prompt");
        assertFails(
                () -> assertThat(sandbox)
                        .received("textToVideo")
                        .withField("prompt", "A boat")
                        .withField("seed", "7"),
                "Expecting the sandbox to have received a request for textToVideo with prompt \"A boat\" with seed \"7\".",
                "None of those marked in its journal is one.",
                "  * 1. POST /v1/pixverse-text2video 200 " + body("A boat", 7));
        assertFailsWith(() -> assertThat(sandbox).received("textToVideo").withField("style", null), "with style null.");
        assertFailsWith(() -> assertThat(sandbox).received("textToVideo").withoutField("seed"), "without seed.");
    }

    @Test
    void withField_bodyThatIsNoJson_hasNone() {
        send("not JSON");

        assertFailsWith(() -> assertThat(sandbox).received("textToVideo").withField("prompt", "x"), "with prompt");
        assertFailsWith(() -> assertThat(sandbox).received("textToVideo").withoutField("prompt"), "without prompt.");
        assertFailsWith(() -> assertThat(sandbox).received("textToVideo").withBody("{}"), "with the body {}.");
    }

    @Test
    void withBody_json_ignoresOrderOnly() {
        send("{\"prompt\":\"A boat\",\"seed\":7.0}");

        assertThat(sandbox).received("textToVideo").withBody("{\"seed\": 7, \"prompt\": \"A boat\"}");
        assertFailsWith(
                () -> assertThat(sandbox).received("textToVideo").withBody("{\"seed\": 7}"),
                "with the body {\"seed\":7}.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(sandbox).received("textToVideo").withBody("{"))
                .withMessageStartingWith("json must be a JSON object, but was { (the body must be valid JSON");
    }

    @Test
    void withHeader_value_isFoundInAnyCase() {
        text("A boat", 1);

        assertThat(sandbox).received("textToVideo").withHeader("content-TYPE", "application/json; charset=UTF-8");
        assertFailsWith(
                () -> assertThat(sandbox).received("textToVideo").withHeader("Content-Type", "text/plain"),
                "with Content-Type: text/plain.\nNone of those marked in its journal is one."
                        + " Content-Type of them: [[application/json; charset=UTF-8]].\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(sandbox).received("textToVideo").withHeader("X-Api-Key", KEY))
                .withMessage("header must be any but the API key header (use withAcceptedKey()), but was X-Api-Key");
    }

    @Test
    void withAcceptedKey_call_needsTheRightOne() {
        text("A boat", 1);
        assertThat(sandbox).received("textToVideo").withAcceptedKey();
        SandboxHttpClient.send(
                SandboxHttpClient.request(sandbox, "/v1/pixverse-v6").POST(BodyPublishers.noBody()));

        assertFailsWith(
                () -> assertThat(sandbox).received("generateV6Video").withAcceptedKey(), "with the valid API key.");
    }

    @Test
    void withStatusAndFault_responses_areThoseSent() {
        sandbox.respondWith(StubResponse.empty(502));
        text("A boat", 1);
        sandbox.respondWith(StubResponse.fault(Fault.EMPTY_RESPONSE));
        text("A boat", 2);

        assertThat(sandbox)
                .received("textToVideo")
                .withStatus(502)
                .withField("seed", 1)
                .once();
        assertThat(sandbox)
                .received("textToVideo")
                .withFault(Fault.EMPTY_RESPONSE)
                .withField("seed", 2)
                .once();
        assertFailsWith(() -> assertThat(sandbox).received("textToVideo").withStatus(200), "with status 200.");
        assertFailsWith(
                () -> assertThat(sandbox).received("textToVideo").withFault(Fault.GARBAGE), "broken by GARBAGE.");
    }

    @Test
    void matchingAndEntries_requests_acceptConditionsOfTheUser() {
        text("A boat", 1);

        assertThat(sandbox).received().matching("with a body", entry -> entry.body().length > 0);
        assertThat(sandbox).received("textToVideo").entries().singleElement().matches(JournalEntry::keyAccepted);
        assertFailsWith(
                () -> assertThat(sandbox).received().matching("without a body", entry -> entry.body().length == 0),
                "received a request without a body.");
    }

    @Test
    void failure_withADescription_beginsWithIt() {
        assertThatThrownBy(() -> assertThat(sandbox).as("the shop's %s", "clip").received("textToVideo"))
                .hasMessageStartingWith("[the shop's clip] ");
        text("A boat", 1);
        assertThatThrownBy(() -> assertThat(sandbox)
                        .as("the shop's clip")
                        .received("textToVideo")
                        .times(2))
                .hasMessageStartingWith("[the shop's clip] ");
        assertThatThrownBy(() -> assertThat(sandbox)
                        .withFailMessage("Own words")
                        .received()
                        .times(2))
                .hasMessage("Own words");
    }

    @Test
    void failure_keysWhereNoneBelong_areOmitted() {
        SandboxHttpClient.send(
                SandboxHttpClient.request(sandbox, "/elsewhere?key=" + KEY + "&other=SG_0123456789abcdef")
                        .GET());
        send("{\"prompt\":\"" + KEY + "\"}");

        assertThatThrownBy(() -> assertThat(sandbox).received("generateV6Video"))
                .hasMessageContaining("GET /elsewhere?key=<redacted>&other=<redacted> 404")
                .hasMessageNotContainingAny(KEY, "SG_0123456789abcdef");
        assertThatThrownBy(() -> assertThat(sandbox).received("textToVideo").withField("style", KEY))
                .hasMessageContaining("with style \"<redacted>\"")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void failure_keyWhereABodyIsCut_isOmitted() {
        for (int before = 480; before < 500; before += 4) {
            sandbox.clearJournal();
            send("x".repeat(before) + QuotedKey.JSON_UNICODE.of(KEY) + "SG_0123456789abcdef");

            assertThatThrownBy(() -> assertThat(sandbox).received("generateV6Video"))
                    .hasMessageNotContainingAny("\\u0061\\u002d", "a-s", "SG_01");
        }
    }

    @Test
    void failure_longJournal_showsItsEndAndTheBeginningOfBodies() {
        send("\r\n\u0007" + "x".repeat(600));
        for (int number = 1; number <= 51; number++) {
            SandboxHttpClient.send(
                    SandboxHttpClient.request(sandbox, "/" + number).GET());
        }

        assertThatThrownBy(() -> assertThat(sandbox).received("generateV6Video"))
                .hasMessageContaining("    … 2 earlier requests\n    3. GET /2 404\n")
                .hasMessageEndingWith("    52. GET /51 404");
        sandbox.clearJournal();
        send("\r\n\u0007" + "x".repeat(600));
        assertThatThrownBy(() -> assertThat(sandbox).received("generateV6Video"))
                .hasMessageEndingWith("401 " + "x".repeat(500) + "…");
    }

    @Test
    void assertThat_noSandbox_fails() {
        assertThatThrownBy(() -> assertThat((Sandbox) null).receivedNothing())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not to be null");
    }

    private static void assertFails(ThrowingCallable assertion, String... lines) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(String.join("\n", lines));
    }

    private static void assertFailsWith(ThrowingCallable assertion, String words) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContaining(words);
    }

    /** Executes a call and ignores its outcome. */
    private void text(String prompt, int seed) {
        try {
            client.textToVideo(TextToVideoRequest.builder()
                            .prompt(prompt)
                            .duration(DurationSeconds.FIVE)
                            .seed(seed)
                            .build())
                    .close();
        } catch (PixverseException e) {
            // The stub responses; the journal contains them.
        }
    }

    private void v6(String prompt) {
        client.generateV6Video(V6VideoRequest.builder().prompt(prompt).build()).close();
    }

    private void send(String body) {
        SandboxHttpClient.send(
                SandboxHttpClient.request(sandbox, "/v1/pixverse-text2video").POST(BodyPublishers.ofString(body)));
    }

    /** What the client sends for it, defaults included. */
    private String body(String prompt, int seed) {
        return sandbox.journal().stream()
                .map(JournalEntry::bodyText)
                .filter(text -> text.contains("\"" + prompt + "\"") && text.contains("\"seed\":" + seed))
                .findAny()
                .orElseThrow();
    }
}

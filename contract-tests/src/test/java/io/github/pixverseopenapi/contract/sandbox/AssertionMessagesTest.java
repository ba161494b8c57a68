package io.github.pixverseopenapi.contract.sandbox;

import static io.github.pixverseopenapi.contract.sandbox.PixverseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.document.OperationIds;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.WritableAssertionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The assertions on constructed journals, and on a sandbox with one or two calls. */
@Tag("pit-sandbox")
class AssertionMessagesTest {

    private static final String HEAD = "Expecting the sandbox to have received ";
    private static final String NONE = "None of those marked in its journal is one.";
    private static final String FIRST = "  * 1. POST /v1/pixverse-text2video 200 {\"prompt\":\"A boat\",\"seed\":1}";
    private static final String SECOND = "  * 2. POST /v1/pixverse-text2video 502 GARBAGE no JSON";
    private static final String THIRD = "    3. POST /v1/pixverse-v6 401";

    private final Sandbox sandbox = Sandbox.builder().apiKey("a-secret-key").start();
    private final List<JournalEntry> journal = List.of(
            entry("textToVideo", "/v1/pixverse-text2video", "{\"prompt\":\"A boat\",\"seed\":1}", 200, null),
            entry("textToVideo", "/v1/pixverse-text2video", "no JSON", 502, Fault.GARBAGE),
            entry("generateV6Video", "/v1/pixverse-v6", "", 401, null));

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void narrowed_conditionThatHolds_keepsSuchRequests() {
        text().entries().containsExactly(journal.get(0), journal.get(1));
        text().withField("prompt", "A boat").withField("seed", 1.0).entries().containsExactly(journal.get(0));
        text().withoutField("style").entries().containsExactly(journal.get(0));
        text().withBody("{\"seed\":1,\"prompt\":\"A boat\"}").entries().containsExactly(journal.get(0));
        text().withHeader("X-Of", "/v1/pixverse-text2video").entries().hasSize(2);
        text().withAcceptedKey().entries().containsExactly(journal.get(0));
        text().withStatus(502).entries().containsExactly(journal.get(1));
        text().withFault(Fault.GARBAGE).entries().containsExactly(journal.get(1));
        text().matching("of seven bytes", entry -> entry.body().length == 7)
                .entries()
                .containsExactly(journal.get(1));
    }

    @Test
    void narrowed_conditionThatDoesNotHold_failsAndMarksTheCandidates() {
        String end = "\n" + NONE + "\n" + FIRST + "\n" + SECOND + "\n" + THIRD;

        assertFails(() -> text().withField("style", null), "a request for a text with style null." + end);
        assertFails(() -> text().withoutField("seed"), "a request for a text without seed." + end);
        assertFails(() -> text().withBody("{}"), "a request for a text with the body {}." + end);
        assertFails(
                () -> text().withStatus(200).withAcceptedKey().withStatus(502),
                "a request for a text with status 200 with the valid API key with status 502.\n" + NONE + "\n" + FIRST
                        + "\n" + SECOND.replace("*", " ") + "\n" + THIRD);
        assertFails(
                () -> text().withFault(Fault.EMPTY_RESPONSE), "a request for a text broken by EMPTY_RESPONSE." + end);
        assertFails(
                () -> text().matching("of no bytes", entry -> entry.body().length == 0),
                "a request for a text of no bytes." + end);
        assertFails(
                () -> text().withHeader("x-of", "b"),
                "a request for a text with x-of: b.\n" + NONE
                        + " x-of of them: [[/v1/pixverse-text2video], [/v1/pixverse-text2video]].\n" + FIRST + "\n"
                        + SECOND + "\n" + THIRD);
        assertFails(
                () -> text().withHeader("x-none", "b"),
                "a request for a text with x-none: b.\n" + NONE + " x-none of them: [[], []].\n" + FIRST + "\n" + SECOND
                        + "\n" + THIRD);
    }

    @Test
    void counts_thatHold_pass() {
        text().times(2).atLeast(1).atLeast(2).atMost(2).atMost(3);
        text().withStatus(502).once().atLeast(1);
        new RequestsAssert(sandbox, journal.subList(0, 2), info())
                .filtered(" of any kind", entry -> true)
                .nothingElse()
                .times(2);
    }

    @Test
    void counts_thatDoNotHold_fail() {
        String marked =
                " of: a request for a text.\nMarked in its journal are 2:\n" + FIRST + "\n" + SECOND + "\n" + THIRD;

        assertFails(() -> text().once(), "exactly 1" + marked);
        assertFails(() -> text().times(3), "exactly 3" + marked);
        assertFails(() -> text().atLeast(3), "at least 3" + marked);
        assertFails(() -> text().atMost(1), "at most 1" + marked);
        assertFails(
                () -> text().nothingElse(),
                "nothing but requests for a text.\n" + "Unexpected: those not marked in its journal:\n" + FIRST + "\n"
                        + SECOND + "\n" + THIRD);
    }

    @Test
    void counts_below1_areRejected() {
        String message = "number must be 1 or more, but was 0";

        assertThatIllegalArgumentException().isThrownBy(() -> text().times(0)).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> text().atLeast(0)).withMessage(message);
        assertThatIllegalArgumentException().isThrownBy(() -> text().atMost(0)).withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text().withStatus(600))
                .withMessage("status must be 200 to 599, but was 600");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text().withHeader("X-Api-Key", "a"))
                .withMessage("header must be any but the API key header (use withAcceptedKey()), but was X-Api-Key");
    }

    @Test
    void none_matchingRequests_areMarked() {
        new RequestsAssert(sandbox, journal, info())
                .none(" for a picture", entry -> entry.path().equals("/v1/picture"));

        assertFails(
                () -> new RequestsAssert(sandbox, journal, info()).none(" for a text", entry -> isText(entry)),
                "no request for a text.\nMarked in its journal:\n" + FIRST + "\n" + SECOND + "\n" + THIRD);
    }

    @Test
    void failure_descriptionAndOwnMessage_areKept() {
        WritableAssertionInfo described = info();
        described.description("the shop");
        WritableAssertionInfo overridden = info();
        overridden.overridingErrorMessage("Own words");

        assertThatThrownBy(() -> new RequestsAssert(sandbox, journal, described)
                        .filtered(" a", entry -> true)
                        .times(9))
                .hasMessageStartingWith("[the shop] " + HEAD + "exactly 9");
        assertThatThrownBy(() -> new RequestsAssert(sandbox, journal, overridden)
                        .filtered(" a", entry -> true)
                        .times(9))
                .hasMessage("Own words");
    }

    @Test
    void failure_key_isOmitted() {
        assertFails(
                () -> text().withField("style", "a-secret-key"),
                "a request for a text with style \"<redacted>\".\n" + NONE + "\n" + FIRST + "\n" + SECOND + "\n"
                        + THIRD);
    }

    @Test
    void sandbox_thatReceivedNothing_reportsIt() {
        assertThat(sandbox)
                .receivedNothing()
                .neverReceived("textToVideo")
                .hasCredits(new BigDecimal("100.0"))
                .receivedNothing();

        assertFails(() -> assertThat(sandbox).received(), "a request.\nIts journal:\n  (empty)");
        assertFails(
                () -> assertThat(sandbox).receivedExactly("textToVideo"),
                "exactly textToVideo, in this order.\nIts journal:\n  (empty)");
        assertFails(
                () -> assertThat(sandbox).receivedInOrder("textToVideo", "imageToVideo"),
                "textToVideo, imageToVideo, in this order.\nIts journal:\n  (empty)");
        assertThatThrownBy(() -> assertThat(sandbox).hasCredits(BigDecimal.ONE))
                .hasMessage("Expecting the balance of the sandbox to be 1 US dollars, but was 100.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(sandbox).receivedExactly())
                .withMessage("operationIds must be one or more, but was empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(sandbox).received("textToVidoe"))
                .withMessage("operationId must be one of " + OperationIds.allSorted() + ", but was textToVidoe");
    }

    @Test
    void sandbox_thatWasCalled_verifiesOperationsAndTheirOrder() {
        SandboxHttpClient.operations().limit(2).forEach(operation -> {
            sandbox.respondWith(StubResponse.empty(204));
            SandboxHttpClient.call(sandbox, operation, "{}");
        });
        String journalText =
                "\nIts journal:\n    1. POST /v1/pixverse-text2video 204 {}\n    2. POST /v1/pixverse-image2video 204 {}";

        assertThat(sandbox)
                .receivedExactly("textToVideo", "imageToVideo")
                .receivedInOrder("textToVideo", "imageToVideo")
                .receivedInOrder("imageToVideo")
                .neverReceived("generateV6Video");
        assertThat(sandbox).received("imageToVideo").once();
        assertThat(sandbox).received().times(2);
        assertFails(
                () -> assertThat(sandbox).receivedExactly("textToVideo"),
                "exactly textToVideo, in this order." + journalText);
        assertFails(
                () -> assertThat(sandbox).receivedInOrder("imageToVideo", "textToVideo"),
                "imageToVideo, textToVideo, in this order." + journalText);
        assertFails(
                () -> assertThat(sandbox).received("generateV6Video"), "a request for generateV6Video." + journalText);
        assertFails(
                () -> assertThat(sandbox).neverReceived("imageToVideo"),
                "no request for imageToVideo.\n"
                        + "Marked in its journal:\n    1. POST /v1/pixverse-text2video 204 {}\n  * 2. POST /v1/pixverse-image2video 204 {}");
        assertFails(
                () -> assertThat(sandbox).receivedNothing(),
                "no request.\n"
                        + "Marked in its journal:\n    1. POST /v1/pixverse-text2video 204 {}\n    2. POST /v1/pixverse-image2video 204 {}");
    }

    @Test
    void sandbox_null_isRejected() {
        Sandbox none = null;

        for (ThrowingCallable assertion : List.<ThrowingCallable>of(
                () -> assertThat(none).received(), () -> assertThat(none).received("textToVideo"),
                () -> assertThat(none).receivedExactly("textToVideo"),
                        () -> assertThat(none).hasCredits(BigDecimal.ONE))) {
            assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContaining("not to be null");
        }
    }

    private RequestsAssert text() {
        return new RequestsAssert(sandbox, journal, info()).filtered(" for a text", AssertionMessagesTest::isText);
    }

    private static boolean isText(JournalEntry entry) {
        return entry.operationId().equals(Optional.of("textToVideo"));
    }

    private static WritableAssertionInfo info() {
        return new WritableAssertionInfo(null);
    }

    private static JournalEntry entry(String operationId, String path, String body, int status, Fault fault) {
        return new JournalEntry(
                Instant.EPOCH,
                "POST",
                path,
                Map.of("x-of", List.of(path)),
                status == 200,
                true,
                body.getBytes(StandardCharsets.UTF_8),
                Optional.of(operationId),
                OptionalInt.of(status),
                Optional.ofNullable(fault));
    }

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(HEAD + message);
    }
}

package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.FiveOperations;
import io.github.pixverseopenapi.contract.document.PriceList;
import io.github.pixverseopenapi.contract.document.RequestValidator;
import io.github.pixverseopenapi.contract.fixtures.RefusingPort;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

/** The requests to a service that matches the document. */
@ExtendWith(SandboxExtension.class)
class VerifyCommandTest {

    private static final ApiDocument DOCUMENT = FiveOperations.DOCUMENT;

    @TempDir
    Path folder;

    @Test
    void verify_withoutKeyAndBudget_sendsNothingThatCouldBeBilled(Sandbox sandbox) {
        CommandRun run = CommandRun.of(sandbox.baseUrl());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().toList())
                .containsExactly(
                        "PixVerse contract at " + sandbox.baseUrl(),
                        "",
                        "                 no-key  wrong-key  wrong-method  missing-field  bad-value  video",
                        "textToVideo      ok      ok         ok            -              -          -",
                        "imageToVideo     ok      ok         ok            -              -          -",
                        "generateV5Video  ok      ok         ok            -              -          -",
                        "extendV5Video    ok      ok         ok            -              -          -",
                        "generateV6Video  ok      ok         ok            -              -          -",
                        "service          unknown-path: ok  credits: -",
                        "",
                        "Not checked",
                        "  credits: requires a key: set SEGMIND_API_KEY or --key-file FILE",
                        "  missing-field, bad-value, video: may be billed; requires --budget USD and a key",
                        "",
                        "Without a key and a budget: no billable request was sent.",
                        "All good: 16 hold, 16 not checked.");
        assertThat(sandbox.journal()).hasSize(16).noneMatch(JournalEntry::keyAccepted);
    }

    @Test
    void verify_withoutBudget_sendsTheKeyToTheCreditCheckOnly(Sandbox sandbox) {
        CommandRun run = CommandRun.of(sandbox.baseUrl(), "--key-file", CommandRun.keyFile(folder, sandbox.apiKey()));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("credits: ok")
                .endsWith("All good: 17 hold, 15 not checked." + System.lineSeparator());
        assertThat(sandbox.journal())
                .filteredOn(JournalEntry::keyAccepted)
                .extracting(JournalEntry::toString)
                .containsExactly("GET /v1/get-user-credits 200");
    }

    /** If the service did not check keys, these requests would still be rejected before billing. */
    @Test
    void verify_whatIsFree_hasBodiesThatTheDocumentRejects(Sandbox sandbox) {
        CommandRun.of(sandbox.baseUrl(), "--key-file", CommandRun.keyFile(folder, sandbox.apiKey()));

        assertThat(sandbox.journal())
                .filteredOn(entry -> entry.method().equals("POST"))
                .hasSize(11)
                .allSatisfy(entry -> {
                    assertThat(entry.bodyText()).isEqualTo("{}");
                    DOCUMENT.operation(entry.path())
                            .ifPresent(operation -> assertThat(
                                            RequestValidator.of(DOCUMENT).validate(operation, entry.body()))
                                    .isNotEmpty());
                });
    }

    @Test
    void verify_withinABudgetForAll_checksEverythingOnce(Sandbox sandbox) {
        CommandRun run =
                CommandRun.ofEverything(sandbox.baseUrl(), sandbox.apiKey(), CommandRun.COST_OF_EVERYTHING, folder);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).endsWith("All good: 32 hold, 0 not checked." + System.lineSeparator());
        assertThat(run.err().lines())
                .hasSize(15)
                .last()
                .isEqualTo("sending generateV6Video video, counted as $2.16, $0.00 of the budget remaining");
        assertThat(sandbox.journal()).hasSize(32);
        assertThat(CommandRun.billableRequests(sandbox)).hasSize(15);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.99, 0", "1, 1", "2.15, 2", "3.15, 3", "3.16, 2", "6, 3", "28.91, 14", "28.92, 15", "1000, 15"
    })
    void verify_aBudget_isAHardLimitAndMatchesTheDryRun(BigDecimal budget, int requests, Sandbox sandbox) {
        List<String> options = new ArrayList<>(CommandRun.INPUTS);
        options.addAll(List.of("--budget", budget.toPlainString()));
        options.addAll(List.of("--key-file", CommandRun.keyFile(folder, sandbox.apiKey())));
        CommandRun run = CommandRun.of(sandbox.baseUrl(), options.toArray(String[]::new));
        options.add("--dry-run");
        int before = sandbox.journal().size();
        CommandRun plan = CommandRun.of(sandbox.baseUrl(), options.toArray(String[]::new));

        assertThat(run.exitCode()).isZero();
        assertThat(CommandRun.billableRequests(sandbox)).hasSize(requests);
        BigDecimal counted = counted(sandbox);
        assertThat(counted).isLessThanOrEqualTo(budget);
        assertThat(run.out()).contains("count as " + Formats.dollars(counted) + " of a budget of ");
        assertThat(plan.exitCode()).isZero();
        assertThat(plan.out())
                .contains(before + " requests, of which " + requests + " may be billed and count as "
                        + Formats.dollars(counted) + " at most.");
        assertThat(sandbox.journal()).hasSize(before);
    }

    @Test
    void dryRun_whereNothingListens_stillPrintsThePlan() {
        try (RefusingPort nothing = new RefusingPort()) {
            CommandRun run = CommandRun.of(nothing.url(), "--dry-run");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .contains(
                            "  free             POST /v1/pixverse-text2video without a key, with an empty object",
                            "16 requests, of which 0 may be billed and count as $0.00 at most.");
        }
    }

    @Test
    void dryRun_withoutPublishedPrice_marksThePriceAsAssumed(Sandbox sandbox) {
        CommandRun run = CommandRun.of(
                sandbox.baseUrl(),
                "--dry-run",
                "--budget",
                "5",
                "--only",
                "bad-value",
                "--key-file",
                CommandRun.keyFile(folder, sandbox.apiKey()));

        assertThat(run.out())
                .contains(
                        "  $1.00            POST /v1/pixverse-text2video with the key, with a value outside its list",
                        "  $2.16 (assumed)  POST /v1/pixverse-image2video with the key, with a value outside its list",
                        "(assumed): no price is published; the highest published price is assumed.");
        assertThat(sandbox.journal()).isEmpty();
    }

    /** A request that fails after it was sent may be billed: it is counted, and not sent again. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DISCONNECT_AT_START", "STALL_BEFORE_RESPONSE", "STALL_IN_BODY"},
            mode = EnumSource.Mode.EXCLUDE)
    void verify_aBrokenPaidCall_isCountedAndNotRepeated(Fault fault, Sandbox sandbox) {
        sandbox.respondWith("textToVideo", StubResponse.json(401, "{\"error\":\"No.\"}"));
        sandbox.respondWith("textToVideo", StubResponse.fault(fault));
        CommandRun run = CommandRun.of(
                sandbox.baseUrl(),
                "--budget",
                "1.99",
                "--only",
                "no-key,missing-field,video,textToVideo",
                "--key-file",
                CommandRun.keyFile(folder, sandbox.apiKey()));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(CommandRun.billableRequests(sandbox)).hasSize(1);
        assertThat(run.out())
                .contains(
                        "UNDECIDED  textToVideo missing-field: ",
                        "  - connection failed: ",
                        "; the job may run and be billed",
                        "count as $1.00 of a budget of $1.99",
                        "video (textToVideo): costs more than the remaining $0.99 of the budget of $1.99");
    }

    /** Responses after which default HTTP clients resend or redirect. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308, 408, 421, 425, 429, 500, 502, 503, 504})
    void verify_aResponseThatRequestsARetry_isSentOnce(int status, Sandbox sandbox) {
        try (Sandbox otherServer = Sandbox.start()) {
            sandbox.respondWith(
                    "textToVideo",
                    StubResponse.empty(status)
                            .withHeader("Retry-After", "0")
                            .withHeader("Location", otherServer.baseUrl() + "/v1/pixverse-text2video"));
            CommandRun.of(
                    sandbox.baseUrl(),
                    "--budget",
                    "10",
                    "--only",
                    "video,textToVideo",
                    "--key-file",
                    CommandRun.keyFile(folder, sandbox.apiKey()));

            assertThat(sandbox.journal()).hasSize(1);
            assertThat(otherServer.journal()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "429, rate limit exceeded; retry later",
        "502, the service is unavailable; retry later; the job may run and be billed",
        "403, the key has no permission",
        "406, 'too few credits, or another error with this status'"
    })
    void verify_aRejectionForAnotherReason_isUndecided(int status, String reason, Sandbox sandbox) {
        sandbox.respondWith("textToVideo", StubResponse.json(status, "{\"error\":\"No.\"}"));
        CommandRun run = CommandRun.of(
                sandbox.baseUrl(),
                "--budget",
                "1",
                "--only",
                "video,textToVideo",
                "--key-file",
                CommandRun.keyFile(folder, sandbox.apiKey()));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .contains(
                        "UNDECIDED  textToVideo video: ",
                        "  - " + reason + System.lineSeparator(),
                        "Undecided: 1 undecided, 0 hold, 31 not checked.");
    }

    @Test
    void verify_aKeyThatTheServiceRejects_isSentOnce(Sandbox sandbox) {
        CommandRun run = CommandRun.of(
                sandbox.baseUrl(), "--budget", "100", "--key-file", CommandRun.keyFile(folder, "another-key"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .contains(
                        "UNDECIDED  credits: GET /v1/get-user-credits with the key", "  - the service rejected the key",
                        "the service rejected the key before", "count as $0.00 of a budget of $100.00");
        assertThat(sandbox.journal()).hasSize(17);
    }

    @Test
    void verify_aCallThatTakesTooLong_endsAtItsTimeLimit(Sandbox sandbox) {
        sandbox.respondWith("textToVideo", StubResponse.json(401, "{\"error\":\"No.\"}"));
        sandbox.respondWith("textToVideo", StubResponse.fault(Fault.STALL_BEFORE_RESPONSE));
        CommandRun run =
                CommandRun.of(sandbox.baseUrl(), "--only", "no-key,wrong-key,textToVideo", "--time-limit", "2");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains("UNDECIDED  textToVideo wrong-key", "  - no complete response within 2 s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "no-key; 5",
                "credits,unknown-path; 2",
                "textToVideo; 6",
                "textToVideo,imageToVideo,no-key; 2",
                "textToVideo,credits; 1",
                "no-key,video; 10"
            })
    void verify_only_sendsWhatIsNamed(String names, int requests, Sandbox sandbox) {
        List<String> options = new ArrayList<>(CommandRun.INPUTS);
        options.addAll(List.of("--budget", "100", "--only", names));
        options.addAll(List.of("--key-file", CommandRun.keyFile(folder, sandbox.apiKey())));

        assertThat(CommandRun.of(sandbox.baseUrl(), options.toArray(String[]::new))
                        .exitCode())
                .isZero();
        assertThat(sandbox.journal()).hasSize(requests);
    }

    @Test
    void verify_colours_areForTerminalsOnly(Sandbox sandbox) {
        assertThat(CommandRun.of(sandbox.baseUrl()).out()).doesNotContain("\u001b");
        assertThat(CommandRun.of(Ansi.ON, sandbox.baseUrl()).out()).contains("\u001b[32mok\u001b[0m");
    }

    @Test
    void help_ofVerify_describesTheExitCodesAndWhatIsFree() {
        String help = CommandRun.of("http://127.0.0.1", "--help").out();

        assertThat(help).contains("0     all checks hold", "1     a check drifted", "2     undecided or not run");
        assertThat(Arrays.stream(CheckKind.values()).map(CheckKind::id))
                .allSatisfy(id -> assertThat(help).contains(id));
    }

    private static BigDecimal counted(Sandbox sandbox) {
        PriceList prices = new PriceList(DOCUMENT);
        return CommandRun.billableRequests(sandbox).stream()
                .map(entry -> prices.of(DOCUMENT.operation(entry.path()).orElseThrow()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}

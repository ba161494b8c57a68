package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.fixtures.RawServer;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** A service with one change: exactly that change is reported. */
class DriftTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void verify_aServiceThatDrifted_reportsTheDriftOnly(ServiceChange drift) throws Exception {
        try (Sandbox sandbox = Sandbox.start();
                ChangedService service = new ChangedService(sandbox, drift::change)) {
            CommandRun run = CommandRun.ofEverything(service.url(), sandbox.apiKey(), "100", folder);

            assertThat(run.exitCode()).isEqualTo(1);
            String problems = drift.problems().stream()
                    .map(problem -> "  - " + problem + System.lineSeparator())
                    .collect(Collectors.joining());
            assertThat(run.out())
                    .containsOnlyOnce("DRIFT  " + drift.check() + ": ")
                    .containsPattern("\\QDRIFT  " + drift.check() + "\\E: [^\\n]*\\R\\Q" + problems + "\\E  expected  ")
                    .contains("  actual    " + drift.got() + System.lineSeparator())
                    .endsWith("Drift: 1 drifted, 31 hold, 0 not checked." + System.lineSeparator());
        }
        Element suites = Markup.parse(folder.resolve("junit"));
        List<Element> failures = Markup.elements(suites, "failure");
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.getAttribute("message")).isEqualTo(String.join("; ", drift.problems()));
            assertThat(failure.getTextContent()).contains("actual: " + drift.got());
        });
        assertThat(Markup.parse(folder.resolve("html")).getTextContent())
                .contains(drift.problems())
                .contains(drift.got());
        assertThat(Markup.withoutReferences(Files.readString(folder.resolve("markdown"))))
                .contains("**" + drift.check() + "**")
                .contains(drift.problems());
    }

    /** An unreadable cost may be any amount, and a readable one may exceed the remaining budget. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "999",
                "999.5",
                "1234567890",
                "12345678901234567890123",
                "1e9",
                "1E+9",
                "1e999999999",
                "$500.00",
                "NaN",
                "Infinity",
                "-1",
                "-0.5",
                "0x10",
                "1,5",
                "1 2",
                "one",
                "1e",
                ".5",
                "00000000000000000000000000000000000000001"
            })
    void verify_costThatExceedsTheBudgetOrCannotBeRead_stopsPaidCallsAndNamesIt(String cost) {
        for (String first : List.of("textToVideo missing-field", "textToVideo video")) {
            try (Sandbox sandbox = Sandbox.start();
                    ChangedService service = changed(sandbox, first, response -> response.withHeader("x-cost", cost))) {
                CommandRun run = verify(service, sandbox);

                assertThat(run.exitCode()).isEqualTo(1);
                assertThat(run.out())
                        .contains(
                                "DRIFT  " + first + ": ",
                                "header x-cost must be ",
                                cost,
                                "costs more than the remaining $0.00 of the budget of $28.92");
                assertThat(CommandRun.billableRequests(sandbox)).hasSize(first.endsWith("video") ? 11 : 1);
            }
        }
    }

    /** A status outside the contract may still report a cost. */
    @ParameterizedTest
    @ValueSource(strings = {"999", "NaN"})
    void verify_costInAnErrorResponse_stopsPaidCallsAndIsReported(String cost) {
        try (Sandbox sandbox = Sandbox.start();
                ChangedService service = changed(
                        sandbox,
                        "textToVideo missing-field",
                        response ->
                                StubResponse.json(502, "{\"error\":\"Later.\"}").withHeader("x-cost", cost))) {
            CommandRun run = verify(service, sandbox);

            assertThat(run.out()).contains("DRIFT  textToVideo missing-field: ", "header x-cost must be ", cost);
            assertThat(CommandRun.billableRequests(sandbox)).hasSize(1);
        }
    }

    @Test
    void verify_costOfTheFreeCreditCheck_stopsPaidCallsAndNamesIt() {
        try (Sandbox sandbox = Sandbox.start();
                ChangedService service = changed(sandbox, "credits", response -> response.withHeader("x-cost", "30"))) {
            CommandRun run = verify(service, sandbox);

            assertThat(run.out()).contains("DRIFT  credits: ", "header x-cost must be at most 0, but was 30");
            assertThat(CommandRun.billableRequests(sandbox)).isEmpty();
        }
    }

    @Test
    void verify_severalCosts_stopPaidCalls() {
        try (RawServer service = RawServer.sendingJson(
                "HTTP/1.1 400 Bad Request\r\nx-cost: 0.5\r\nx-cost: 0.4", "{\"error\":\"No.\"}")) {
            CommandRun run = CommandRun.of(
                    service.url(),
                    "--budget",
                    "28.92",
                    "--only",
                    "missing-field",
                    "--key-file",
                    CommandRun.keyFile(folder, "a-key-of-this-test"));

            assertThat(run.out())
                    .contains("header x-cost must be one cost in US dollars, such as 0.50, but was \"0.5\", \"0.4\"");
            assertThat(service.requests()).hasSize(1);
        }
    }

    @Test
    void verify_costAboveThePublishedPrice_stopsEarlier() {
        try (Sandbox sandbox = Sandbox.start();
                ChangedService service =
                        changed(sandbox, "textToVideo video", response -> response.withHeader("x-cost", "4.00"))) {
            CommandRun run = verify(service, sandbox);

            assertThat(run.out())
                    .contains("header x-cost must be at most 1.00, but was 4.00")
                    .contains(
                            "video (extendV5Video, generateV6Video): costs more than the remaining $1.32 of the budget of"
                                    + " $28.92")
                    .contains("count as $27.60 of a budget of $28.92");
            assertThat(CommandRun.billableRequests(sandbox)).hasSize(13);
        }
    }

    /** Changes the response to one check. */
    private static ChangedService changed(Sandbox sandbox, String check, UnaryOperator<StubResponse> change) {
        return new ChangedService(
                sandbox,
                (request, response) ->
                        CheckRecognizer.of(request, response).equals(check) ? change.apply(response) : response);
    }

    private CommandRun verify(ChangedService service, Sandbox sandbox) {
        return CommandRun.ofEverything(service.url(), sandbox.apiKey(), CommandRun.COST_OF_EVERYTHING, folder);
    }
}

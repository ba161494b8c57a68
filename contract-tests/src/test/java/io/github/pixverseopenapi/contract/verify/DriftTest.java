package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

/** A service that has changed in one way: that one thing is named, and nothing else. */
class DriftTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void verify_aServiceThatDrifted_namesWhatAndNothingElse(Drift drift) throws Exception {
        try (Sandbox sandbox = Sandbox.start();
                ChangedService service = new ChangedService(sandbox, drift::change)) {
            VerifyRun run = VerifyRun.ofEverything(service.url(), sandbox.apiKey(), "100", folder);

            assertThat(run.exitCode()).isEqualTo(1);
            String problems = drift.problems().stream()
                    .map(problem -> "  - " + problem + System.lineSeparator())
                    .collect(Collectors.joining());
            assertThat(run.out())
                    .containsOnlyOnce("DRIFT  " + drift.check() + ": ")
                    .containsPattern("\\QDRIFT  " + drift.check() + "\\E: [^\\n]*\\R\\Q" + problems + "\\E  expected  ")
                    .contains("  got       " + drift.got() + System.lineSeparator())
                    .endsWith("Drift: 1 drifted, 31 hold, 0 not checked." + System.lineSeparator());
        }
        Element suites = Markup.parse(folder.resolve("junit"));
        List<Element> failures = Markup.elements(suites, "failure");
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.getAttribute("message")).isEqualTo(String.join("; ", drift.problems()));
            assertThat(failure.getTextContent()).contains("got: " + drift.got());
        });
        assertThat(Markup.parse(folder.resolve("html")).getTextContent())
                .contains(drift.problems())
                .contains(drift.got());
        assertThat(Markup.withoutReferences(Files.readString(folder.resolve("markdown"))))
                .contains("**" + drift.check() + "**")
                .contains(drift.problems());
    }

    @Test
    void verify_aServiceThatTakesMoreThanDocumented_stopsEarlier() {
        try (Sandbox sandbox = Sandbox.start();
                ChangedService service = new ChangedService(sandbox, (request, answer) ->
                        SeenCheck.of(request, answer).equals("textToVideo video")
                                ? answer.withHeader("x-cost", "4.00")
                                : answer)) {
            VerifyRun run = VerifyRun.ofEverything(
                    service.url(), sandbox.apiKey(), VerifyRun.COST_OF_EVERYTHING, folder);

            assertThat(run.out())
                    .contains("header x-cost: must be at most 1.00 but is 4.00")
                    .contains("video (extendV5Video, generateV6Video): counts more than the $1.32 left of the budget of"
                            + " $28.92")
                    .contains("count as $27.60 of a budget of $28.92");
            assertThat(sandbox.journal()).filteredOn(entry -> entry.keyAccepted() && entry.operationId().isPresent())
                    .hasSize(13);
        }
    }
}

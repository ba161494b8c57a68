package io.github.pixverseopenapi.contract.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.StrictJson;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.SandboxExtension;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verify} with a known-drift file, and as JSON. */
@ExtendWith(SandboxExtension.class)
class KnownDriftCommandTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-04");

    @TempDir
    private Path folder;

    private CommandRun run(Sandbox sandbox, LocalDate day, String... options) {
        sandbox.respondWith("textToVideo", StubResponse.json(403, "{\"error\":\"No.\"}"));
        String[] all = new String[options.length + 4];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = "--only";
        all[options.length + 1] = "no-key,textToVideo";
        all[options.length + 2] = "--known-drift";
        all[options.length + 3] = folder.resolve("known.json").toString();
        return CommandRun.on(day, sandbox.baseUrl(), all);
    }

    @Test
    void drift_writtenByUpdate_isAcceptedUntilItExpires(Sandbox sandbox) {
        CommandRun update =
                run(sandbox, TODAY, "--update-known-drift", "--reason", "reported", "--expires", "2026-03-10");

        assertThat(update.exitCode()).as(update.err()).isZero();
        assertThat(TextFiles.read(folder.resolve("known.json"))).isEqualTo("""
                        {
                          "knownDrift": [
                            {
                              "check": "textToVideo no-key",
                              "problem": "status must be 401, but was 403",
                              "reason": "reported",
                              "expires": "2026-03-10"
                            }
                          ]
                        }
                        """);
        CommandRun lastDay = run(sandbox, LocalDate.parse("2026-03-10"));
        assertThat(lastDay.exitCode()).isZero();
        assertThat(lastDay.out())
                .contains(
                        "KNOWN  textToVideo no-key: ",
                        "  - status must be 401, but was 403 (known until 2026-03-10: reported)")
                .endsWith("All good: 1 known, 0 hold, 31 not checked." + System.lineSeparator());
        CommandRun dayAfter = run(sandbox, LocalDate.parse("2026-03-11"));
        assertThat(dayAfter.exitCode()).isEqualTo(1);
        assertThat(dayAfter.out())
                .contains("DRIFT  textToVideo no-key: ", "Expired entries of known drift")
                .endsWith("Drift: 1 drifted, 1 expired entry of known drift, 0 hold, 31 not checked."
                        + System.lineSeparator());
    }

    @Test
    void update_byDefault_acceptsFor30Days(Sandbox sandbox) {
        run(sandbox, TODAY, "--update-known-drift", "--reason", "a\u001b[31m reason");

        assertThat(TextFiles.read(folder.resolve("known.json")))
                .contains("\"expires\": \"2026-04-03\"", "\"reason\": \"a reason\"");
    }

    @Test
    void update_afterTheDriftIsGone_removesItsEntry(Sandbox sandbox) {
        run(sandbox, TODAY, "--update-known-drift", "--reason", "reported");
        String file = folder.resolve("known.json").toString();

        CommandRun unused = CommandRun.on(TODAY, sandbox.baseUrl(), "--only", "no-key", "--known-drift", file);
        assertThat(unused.exitCode()).isZero();
        assertThat(unused.out()).contains("Unused entries of known drift, which may be removed");
        CommandRun update = CommandRun.on(
                TODAY,
                sandbox.baseUrl(),
                "--only",
                "no-key",
                "--known-drift",
                file,
                "--update-known-drift",
                "--reason",
                "b");
        assertThat(update.out()).doesNotContain("Unused");
        assertThat(TextFiles.read(Path.of(file))).isEqualTo("{\n  \"knownDrift\": []\n}\n");
    }

    @Test
    void json_isAllOfStandardOutput_andTheTextIsOnStandardError(Sandbox sandbox) throws Exception {
        CommandRun run = CommandRun.of(sandbox.baseUrl(), "--only", "no-key", "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(StrictJson.parseObject(run.out()).get("target").getAsString())
                .isEqualTo(sandbox.baseUrl());
        assertThat(run.err())
                .startsWith("PixVerse contract at " + sandbox.baseUrl())
                .endsWith("All good: 5 hold, 27 not checked." + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--update-known-drift --reason a | --update-known-drift must be combined with --known-drift",
                "--known-drift k --reason a | --reason must be combined with --update-known-drift",
                "--known-drift k --expires 2027-01-31 | --expires must be combined with --update-known-drift",
                "--known-drift k --update-known-drift | --reason must be a text that says why the drift is accepted, but was missing",
                "--known-drift k --update-known-drift --reason= | --reason must be a text that says why the drift is accepted, but was ''",
                "--known-drift k --update-known-drift --reason a --expires 2026-03-03 | --expires must be today, 2026-03-04, or later, but was '2026-03-03'",
                "--known-drift k --update-known-drift --reason a --expires soon | Invalid value for option '--expires': must be a date such as 2027-01-31, but was 'soon'",
                "--known-drift k --update-known-drift --reason a --dry-run | --dry-run must not be combined with --update-known-drift",
                "--known-drift src --update-known-drift --reason a | --known-drift must be a writable file in a folder that exists or can be created, but was 'src'",
                "--known-drift k | --known-drift: 'k': must be a readable file, but was NoSuchFileException",
                "--known-drift pom.xml | --known-drift: 'pom.xml': must be valid JSON, but was malformed at $",
                "--known-drift k --html ./k | --html must be another file than --known-drift, but was './k'",
                "--dry-run --json | --dry-run must not be combined with --json"
            })
    void options_thatDoNotFit_areNamedBeforeAnythingIsSent(String options, String message, Sandbox sandbox) {
        CommandRun run = CommandRun.on(TODAY, sandbox.baseUrl(), options.split(" "));

        assertThat(run.err()).startsWith("pixverse-contract verify: " + message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(sandbox.journal()).isEmpty();
    }
}

package io.github.pixverseopenapi.contract.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.cli.ContractCommand;
import io.github.pixverseopenapi.contract.document.FiveOperations;
import io.github.pixverseopenapi.contract.document.StrictJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code pixverse-contract diff}. */
class DiffCommandTest {

    private static final String OLD = FiveOperations.FILE.toString();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private String stricter;

    @BeforeEach
    void writeStricterDocument() throws IOException {
        Path file = folder.resolve("stricter.yaml");
        Files.writeString(
                file, FiveOperations.DOCUMENT.json().toString().replace("\"maximum\":99999", "\"maximum\":99998"));
        stricter = file.toString();
    }

    private int diff(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "diff";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return ContractCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    @Test
    void diff_withABreakingChange_exits1() {
        assertThat(diff(OLD, stricter)).as(err.toString()).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("2 changes, 2 breaking\n\nBREAKING  textToVideo now rejects ")
                .contains("now:    rejected: seed must be a whole number from 1 to 99998, but was 99999\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void diff_withCompatibleChanges_exits0() {
        assertThat(diff(stricter, OLD, "--format", "text")).isZero();
        assertThat(out.toString()).startsWith("2 changes, 0 breaking\n\ncompatible  textToVideo now accepts ");
    }

    @Test
    void diff_ofADocumentWithItself_exits0() {
        assertThat(diff(OLD, OLD)).isZero();
        assertThat(out.toString()).isEqualTo("No changes\n");
    }

    @Test
    void format_isThatOfTheOption() throws Exception {
        assertThat(diff(OLD, stricter, "--format=json")).isEqualTo(1);
        assertThat(StrictJson.parseObject(out.toString()).get("breaking").getAsBoolean())
                .isTrue();
        out.getBuffer().setLength(0);
        assertThat(diff(stricter, OLD, "--format=markdown")).isZero();
        assertThat(out.toString()).startsWith("## Changes of the contract\n\n2 changes, 0 breaking\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/nowhere.yaml OLD | OLD must be a readable OpenAPI document in YAML, but was '/nowhere.yaml'",
                "OLD pom.xml | NEW: 'pom.xml': The document must be valid YAML",
                "OLD OLD --format xml | Invalid value for option '--format': must be text, markdown or json, but was 'xml'",
                "OLD | Missing required parameter: 'NEW'",
                "OLD OLD OLD | Unmatched argument at index 3"
            })
    void diff_ofInvalidInput_exits2WithOneLine(String arguments, String message) {
        assertThat(diff(arguments.replaceAll("(?<![\\w])OLD", OLD).split(" "))).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("pixverse-contract diff: " + message)
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }
}

package io.github.pixverseopenapi.contract.verify.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.fixtures.SampleReport;
import io.github.pixverseopenapi.contract.fixtures.TextFiles;
import io.github.pixverseopenapi.contract.verify.KnownDrift;
import io.github.pixverseopenapi.contract.verify.Report;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("pit-verify")
class KnownDriftFileTest {

    private static final List<String> CHECKS = List.of("textToVideo no-key", "credits");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-04");

    @TempDir
    private Path folder;

    @Test
    void read_ofWhatWasWritten_isTheSame() {
        Path file = folder.resolve("known.json");
        List<KnownDrift> entries = List.of(
                SampleReport.entry("textToVideo no-key", "status must be <401>, but was \"418\"", "2027-01-31"),
                SampleReport.entry("credits", "ä & more", "2026-02-28"));

        KnownDriftFile.write(file, entries);

        assertThat(KnownDriftFile.read(file, CHECKS)).isEqualTo(entries);
        assertThat(TextFiles.read(file))
                .startsWith("{\n  \"knownDrift\": [\n    {\n      \"check\": \"textToVideo no-key\",\n"
                        + "      \"problem\": \"status must be <401>")
                .endsWith("}\n");
    }

    @Test
    void read_ofNoEntries_isEmpty() {
        Path file = folder.resolve("known.json");
        KnownDriftFile.write(file, List.of());

        assertThat(KnownDriftFile.read(file, CHECKS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | must be a JSON object, but was empty",
                "[] | must be a JSON object, but was another value",
                "{\"knownDrift\":[] | must be valid JSON, but was malformed at $.knownDrift",
                "{\"knownDrift\":[],\"knownDrift\":[]} | must have unique names, but has \"knownDrift\" twice",
                "{} | knownDrift must be a list of entries, but was missing",
                "{\"knownDrift\":{}} | knownDrift must be a list of entries, but was {}",
                "{\"knownDrift\":[1]} | entry 1 must be an object with the texts check, problem, reason and expires, and nothing else, but was 1",
                "{\"knownDrift\":[{\"check\":\"credits\"}]} | entry 1 must be an object with the texts check, problem, reason and expires, and nothing else, but was {\"check\":\"credits\"}",
                "{\"knownDrift\":[ENTRY,{\"check\":\"credits\",\"problem\":\"a\",\"reason\":\"b\",\"expires\":\"2027-01-31\",\"x\":1}]} | entry 2 must be an object with the texts check, problem, reason and expires, and nothing else, but was {\"check\":\"credits\",\"problem\":\"a\",",
                "{\"knownDrift\":[{\"check\":\"textToVideo\",\"problem\":\"a\",\"reason\":\"b\",\"expires\":\"2027-01-31\"}]} | entry 1: check must be one of textToVideo no-key, credits, but was \"textToVideo\"",
                "{\"knownDrift\":[{\"check\":1,\"problem\":\"a\",\"reason\":\"b\",\"expires\":\"2027-01-31\"}]} | entry 1: check must be the name of a check in a report, but was 1",
                "{\"knownDrift\":[{\"check\":\"credits\",\"problem\":\" \",\"reason\":\"b\",\"expires\":\"2027-01-31\"}]} | entry 1: problem must be the text of a problem in a report, but was \" \"",
                "{\"knownDrift\":[{\"check\":\"credits\",\"problem\":\"a\",\"reason\":\"\",\"expires\":\"2027-01-31\"}]} | entry 1: reason must be a text that says why the drift is accepted, but was \"\"",
                "{\"knownDrift\":[ENTRY,{\"check\":\"credits\",\"problem\":\"a\",\"reason\":\"b\",\"expires\":\"2027-02-29\"}]} | entry 2: expires must be a date such as 2027-01-31, but was \"2027-02-29\"",
                "{\"knownDrift\":[{\"check\":\"credits\",\"problem\":\"a\",\"reason\":\"b\",\"expires\":null}]} | entry 1: expires must be a date such as 2027-01-31, but was null",
                "{\"knownDrift\":[ENTRY,ENTRY]} | entry 2: check and problem must be listed once, but was \"credits: c\"",
            })
    void read_ofAnInvalidFile_namesEntryFieldValueAndRule(String json, String message) {
        Path file = folder.resolve("known.json");
        TextFiles.write(
                file,
                json.replace(
                        "ENTRY",
                        "{\"check\":\"credits\",\"problem\":\"c\",\"reason\":\"d\",\"expires\":\"2027-01-31\"}"));

        assertThatThrownBy(() -> KnownDriftFile.read(file, CHECKS))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(message)
                .hasSizeLessThan(250);
    }

    @Test
    void read_ofAMissingFile_isRejected() {
        assertThatThrownBy(() -> KnownDriftFile.read(folder.resolve("none"), CHECKS))
                .hasMessage("must be a readable file, but was NoSuchFileException");
    }

    @Test
    void update_keepsWhatAppliesOrDidNotRun_andAddsTheRest() {
        KnownDrift applies = SampleReport.entry("textToVideo no-key", "error must be a text & more", "2027-01-31");
        KnownDrift notChecked = SampleReport.entry("credits", "anything", "2027-01-31");
        List<KnownDrift> entries = List.of(
                SampleReport.entry("textToVideo no-key", "status must be 401, but was 418", "2026-03-03"),
                applies,
                SampleReport.entry("textToVideo wrong-method", "unused", "2027-01-31"),
                notChecked);
        Report report = SampleReport.ofAllOutcomes().withKnownDrift(entries, TODAY);

        assertThat(KnownDriftUpdate.of(report, entries, "again", TODAY.plusDays(7)))
                .containsExactly(
                        applies,
                        notChecked,
                        new KnownDrift(
                                "textToVideo no-key",
                                "status must be 401, but was 418",
                                "again",
                                LocalDate.parse("2026-03-11")));
        assertThat(KnownDriftUpdate.of(
                        SampleReport.report(Optional.empty(), false, SampleReport.holds())
                                .withKnownDrift(List.of(), TODAY),
                        List.of(),
                        "again",
                        TODAY))
                .isEmpty();
    }
}

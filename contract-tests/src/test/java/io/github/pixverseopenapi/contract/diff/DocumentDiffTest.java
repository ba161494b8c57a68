package io.github.pixverseopenapi.contract.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.FiveOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changes of a document are listed, and which of them break callers. */
@Execution(ExecutionMode.CONCURRENT)
class DocumentDiffTest {

    private static final ApiDocument DOCUMENT = FiveOperations.DOCUMENT;

    @TempDir
    private Path folder;

    private ApiDocument document(String json) throws IOException {
        // JSON is YAML.
        return ApiDocument.load(Files.writeString(folder.resolve("other.yaml"), json));
    }

    private ApiDocument changed(ApiDocument document, String rule, String other) throws IOException {
        String text = document.json().toString();
        assertThat(text).contains(rule);
        return document(text.replace(rule, other));
    }

    @Test
    void diff_ofEqualDocuments_isEmpty() throws IOException {
        DocumentDiff diff = DocumentDiff.of(DOCUMENT, document(DOCUMENT.json().toString()));

        assertThat(diff.changes()).isEmpty();
        assertThat(diff.isBreaking()).isFalse();
        assertThat(diff.summary()).isEqualTo("No changes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"maximum\":99999 | \"maximum\":99998 | BREAKING  textToVideo now rejects ",
                "\"maximum\":99998 | \"maximum\":99999 | compatible  textToVideo now accepts ",
                "\"enum\":[5] | \"enum\":[5,8] | compatible  imageToVideo now accepts ",
                "\"enum\":[5,8] | \"enum\":[5] | BREAKING  imageToVideo now rejects ",
                "\"/v1/pixverse-v6\": | \"/v1/pixverse-v7\": | BREAKING  generateV6Video is removed: POST /v1/pixverse-v6",
                "\"/v1/pixverse-v6\": | \"/v1/pixverse-v7\": | compatible  generateV6Video is added: POST /v1/pixverse-v7",
                "\"extendV5Video\" | \"extendVideo\" | BREAKING  extendV5Video is renamed to extendVideo",
                "\"error\":{\"example\" | \"fault\":{\"example\" | BREAKING  textToVideo now accepts ",
                "\"text/html\" | \"text/plain\" | BREAKING  textToVideo now accepts ",
                "\"text/html\" | \"text/plain\" | compatible  textToVideo now rejects "
            })
    void diff_ofOneChange_listsIt(String rule, String other, String change) throws IOException {
        boolean isReversed = !DOCUMENT.json().toString().contains(rule);
        ApiDocument changed = isReversed ? changed(DOCUMENT, other, rule) : changed(DOCUMENT, rule, other);

        DocumentDiff diff = isReversed ? DocumentDiff.of(changed, DOCUMENT) : DocumentDiff.of(DOCUMENT, changed);

        assertThat(diff.changes())
                .extracting(DocumentChange::toString)
                .anySatisfy(found -> assertThat(found).startsWith(change));
        assertThat(diff.isBreaking()).isEqualTo(diff.changes().get(0).breaking());
        assertThat(diff.changes())
                .isSortedAccordingTo((one, two) -> Boolean.compare(two.breaking(), one.breaking()))
                .filteredOn(found -> found.count() > 0)
                .allSatisfy(found -> assertThat(found.examples()).hasSizeBetween(1, 3));
    }

    /** The client throws an exception for any error status, documented or not. */
    @Test
    void errorStatus_thatIsNew_isCompatible_andAGoneOneToo() throws IOException {
        ApiDocument other = changed(DOCUMENT, "\"504\":{\"$ref\"", "\"503\":{\"$ref\"");

        assertThat(DocumentDiff.of(DOCUMENT, other).changes())
                .isNotEmpty()
                .allSatisfy(change -> assertThat(change.breaking()).isFalse())
                .extracting(DocumentChange::description)
                .anySatisfy(description -> assertThat(description).startsWith("now accepts"))
                .anySatisfy(description -> assertThat(description).startsWith("now rejects"));
    }

    @Test
    void successStatus_thatIsNew_isBreaking() throws IOException {
        JsonObject json = DOCUMENT.json();
        JsonObject responses = json.getAsJsonObject("paths")
                .getAsJsonObject("/v1/pixverse-v6")
                .getAsJsonObject("post")
                .getAsJsonObject("responses");
        responses.add("201", responses.get("200"));

        assertThat(DocumentDiff.of(DOCUMENT, document(json.toString())).changes())
                .extracting(DocumentChange::breaking)
                .containsOnly(true);
    }

    @Test
    void queryParameter_withAnotherLimit_isListed() throws IOException {
        ApiDocument whole = ApiDocument.load();
        ApiDocument other = changed(whole, "\"maximum\":100,\"default\":20", "\"maximum\":99,\"default\":20");

        assertThat(DiffFormat.TEXT.render(DocumentDiff.of(whole, other)).lines())
                .containsExactly(
                        "1 change, 1 breaking",
                        "",
                        "BREAKING  listRequestHistory now rejects 1 request",
                        "  ?per_page=100",
                        "    before: accepted",
                        "    now:    rejected: per_page must be a whole number from 1 to 99, but was \"100\"");
    }
}

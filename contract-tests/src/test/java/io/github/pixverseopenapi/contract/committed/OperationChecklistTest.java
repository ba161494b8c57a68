package io.github.pixverseopenapi.contract.committed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs before the other tests, so that an incomplete operation fails once, with all that it lacks. */
@Tag("checklist")
class OperationChecklistTest {

    @Test
    void operations_ofTheDocument_areComplete() throws IOException {
        ApiDocument document = ApiDocument.load();
        List<String> incomplete = new ArrayList<>();
        for (ApiOperation operation : document.videoOperations()) {
            OperationChecklist checklist = new OperationChecklist(document, operation);
            System.out.println(checklist);
            if (!checklist.isComplete()) {
                incomplete.add(operation.operationId());
            }
        }

        assertThat(incomplete)
                .as("operations that lack what is listed above and by mvn -q -ntp -Pchecklist")
                .isEmpty();
    }

    @Test
    void checklist_ofAnOperationThatIsOnlyInTheDocument_listsWhatItLacks(@TempDir Path folder) throws IOException {
        JsonObject json = ApiDocument.load().json();
        JsonObject paths = json.getAsJsonObject("paths");
        JsonObject copy = paths.getAsJsonObject("/v1/pixverse-text2video").deepCopy();
        copy.getAsJsonObject("post").addProperty("operationId", "makeOther");
        paths.add("/v1/other", copy);
        ApiDocument document = ApiDocument.load(Files.writeString(folder.resolve("document.yaml"), json.toString()));

        OperationChecklist checklist =
                new OperationChecklist(document, document.operation("/v1/other").orElseThrow());

        assertThat(checklist.isComplete()).isFalse();
        assertThat(checklist.toString())
                .startsWith("makeOther: incomplete")
                .contains(
                        "documented-facts/endpoints.txt: a row of /v1/other for makeOther",
                        "documented-facts/fields.txt: a row of /v1/other for aspect_ratio, duration, ",
                        "documented-facts/request-examples.txt: a row of /v1/other for prompt, aspect_ratio, ",
                        "documented-facts/excluded-pairs.txt: a row for each excluded combination of /v1/other",
                        "README.md, table of endpoints: | `POST /v1/other` | `makeOther` | 44.13 | 0.375 to 1.00 |",
                        "CHANGELOG.md, Unreleased: a line that names `makeOther`",
                        "run mvn -q -ntp -Pupdate",
                        "openapi/README.md",
                        "public-api.txt",
                        "cases.jsonl",
                        "pixverse-client-pixverse.json",
                        "recordings/makeOther: video.json, refused-prompt.json, ",
                        "contract-tests/clients/go/conformance.go");
    }
}

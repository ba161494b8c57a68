package io.github.pixverseopenapi.contract.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.committed.CommittedFile;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.RequestValidator;
import io.github.pixverseopenapi.contract.fixtures.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed forms are those of the document. {@code .ci/run} also gives them to the tools that read them. */
@Tag("committed-files")
class FormsTest {
    private static final Path FOLDER = Path.of("..", "openapi", "derived");
    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .setPrettyPrinting()
            .serializeNulls()
            .create();
    private static final ApiDocument DOCUMENT = ApiDocument.load();

    static List<ApiOperation> videoOperations() {
        return DOCUMENT.videoOperations();
    }

    private static void requireJson(String file, JsonObject derived) throws IOException {
        CommittedFile.requireContent(FOLDER.resolve(file), GSON.toJson(derived) + "\n");
    }

    @Test
    void jsonForm_committed_isThatOfTheDocument() throws IOException {
        requireJson("pixverse.json", PresentedDocument.of(DOCUMENT));
    }

    @Test
    void openApi31Form_committed_isThatOfTheDocument() throws IOException {
        requireJson("pixverse.3.1.json", OpenApi31.of(PresentedDocument.of(DOCUMENT)));
    }

    @Test
    void postmanCollection_committed_isThatOfTheDocument() throws IOException {
        requireJson("pixverse.postman_collection.json", PostmanCollection.of(DOCUMENT));
    }

    @Test
    void llmsText_committed_isThatOfTheDocument() throws IOException {
        CommittedFile.requireContent(FOLDER.resolve("llms.txt"), LlmsText.of(DOCUMENT));
    }

    @ParameterizedTest
    @MethodSource("videoOperations")
    void jsonSchema_committed_isThatOfTheDocument(ApiOperation operation) throws IOException {
        String name = operation.requiredRequestSchema();
        requireJson("schemas/" + name + ".schema.json", BundledSchema.of(DOCUMENT, name));
    }

    @Test
    void schemas_committed_areThoseOfRequests() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("schemas"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(videoOperations().stream()
                            .map(operation -> operation.requiredRequestSchema() + ".schema.json")
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("videoOperations")
    void description_ofAVideo_statesTimeAndPrice(ApiOperation operation) {
        String description = PresentedDocument.of(DOCUMENT)
                .getAsJsonObject("paths")
                .getAsJsonObject(operation.path())
                .getAsJsonObject("post")
                .get("description")
                .getAsString();

        assertThat(description)
                .contains(operation
                        .typicalSeconds()
                        .map(seconds -> "about " + seconds + " seconds")
                        .orElse("No typical time"))
                .contains(operation
                        .lowestPrice()
                        .map(price ->
                                "$" + price + " to $" + operation.highestPrice().orElseThrow())
                        .orElse("no price is published"));
    }

    @Test
    void codeSamples_ofTheFirstCall_areThereForEachLanguage() throws IOException {
        assertThat(CodeSamples.all())
                .hasSize(1 + Language.all().size())
                .allSatisfy(sample -> assertThat(
                                sample.getAsJsonObject().get("source").getAsString())
                        .containsIgnoringCase("textToVideo".substring(0, 4)));
    }

    /** A stray request of the collection would be paid, or would teach a wrong rule. */
    @Test
    void requests_ofTheCollection_areValidUnlessTheySayThatTheyAreRefused() {
        List<String> wrong = new ArrayList<>();
        int refused = 0;
        for (JsonObject item : postmanItems()) {
            String name = item.get("name").getAsString();
            JsonObject request = item.getAsJsonObject("request");
            ApiOperation operation = DOCUMENT.operations().stream()
                    .filter(each -> request.get("url").getAsString().equals("{{baseUrl}}" + each.path()))
                    .filter(each -> each.returnsVideo() || each.submits().isPresent())
                    .findFirst()
                    .orElse(null);
            if (operation != null) {
                JsonElement body = JsonParser.parseString(
                        request.getAsJsonObject("body").get("raw").getAsString());
                boolean valid = RequestValidator.of(DOCUMENT)
                        .validate(operation, body.getAsJsonObject())
                        .isEmpty();
                refused += valid ? 0 : 1;
                if (valid == name.contains("(refused: ")) {
                    wrong.add(name);
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(refused).isGreaterThanOrEqualTo(videoOperations().size());
    }

    private static List<JsonObject> postmanItems() {
        List<JsonObject> items = new ArrayList<>();
        for (JsonElement folder : PostmanCollection.of(DOCUMENT).getAsJsonArray("item")) {
            folder.getAsJsonObject().getAsJsonArray("item").forEach(item -> items.add(item.getAsJsonObject()));
        }
        return items;
    }

    @Test
    void collection_asImported_callsTheSandbox() {
        assertThat(postmanItems())
                .extracting(item -> item.getAsJsonObject("request").get("url").getAsString())
                .isNotEmpty()
                .allMatch(url -> url.startsWith("{{baseUrl}}/"));
        assertThat(PostmanCollection.of(DOCUMENT).getAsJsonArray("variable").get(0))
                .hasToString("{\"key\":\"baseUrl\",\"value\":\"%s\"}".formatted(PresentedDocument.SANDBOX));
    }
}

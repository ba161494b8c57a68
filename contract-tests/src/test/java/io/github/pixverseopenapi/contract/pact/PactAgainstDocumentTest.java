package io.github.pixverseopenapi.contract.pact;

import static io.github.pixverseopenapi.contract.pact.PactAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed pact matches the document exactly, and the check detects deviations. */
class PactAgainstDocumentTest {

    private static final ApiDocument DOCUMENT = ApiDocument.load();
    /** Those of the status, the result, the credits, the history, one of its entries, and an upload. */
    private static final int RESPONSES_TO_FREE_CALLS = 15 + 15 + 14 + 14 + 14 + 13;

    @Test
    void pact_committed_isDocumentedAndCoversTheDocument() throws IOException {
        List<PactExchange> pact = PactExchange.read(committed());

        System.out.printf("Pact against document: %d interactions%n%s%n", pact.size(), new Coverage(DOCUMENT, pact));
        assertThat(pact).isDocumentedBy(DOCUMENT).coversAllOf(DOCUMENT);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "textToVideo with a valid key: 200 video/mp4",
                        "request path must be one of /v1/",
                        interaction -> request(interaction).addProperty("path", "/v1/pixverse-7")),
                change(
                        "textToVideo with a valid key: 200 video/mp4",
                        "request fast must be documented, but was not",
                        interaction -> request(interaction).add("query", json("{'fast':['1']}"))),
                change(
                        "textToVideo with a valid key: 200 video/mp4",
                        "request method must be POST, but was \"PUT\"",
                        interaction -> request(interaction).addProperty("method", "PUT")),
                change(
                        "textToVideo with a valid key: 200 video/mp4",
                        "request header x-api-key must be present once",
                        interaction -> headers(request(interaction)).remove("x-api-key")),
                change(
                        "textToVideo with a valid key: 200 video/mp4",
                        "request header x-trace must be documented, but was not",
                        interaction -> headers(request(interaction)).add("x-trace", json("['1']"))),
                change(
                        "textToVideo with a valid key: 200 video/mp4",
                        "request header content-type must be app",
                        interaction -> headers(request(interaction)).add("content-type", json("['text/plain']"))),
                change(
                        "textToVideo with a valid key: 200 video/mp4",
                        "request duration must be one of 5, 8, but was 6",
                        interaction -> content(request(interaction)).addProperty("duration", 6)),
                change(
                        "textToVideo with a valid key: 200 video/mp4",
                        "request camera must be documented, but was not",
                        interaction -> content(request(interaction)).addProperty("camera", "left")),
                change(
                        "textToVideo with a valid key: 200 video/mp4",
                        "operationId must be textToVideo, but was \"other\"",
                        interaction -> interaction
                                .getAsJsonObject("comments")
                                .getAsJsonObject("references")
                                .getAsJsonObject("openapi")
                                .addProperty("operationId", "other")),
                change(
                        "textToVideo with a valid key: 200 video/mp4",
                        "operationId must be textToVideo, but was \"\"",
                        interaction -> interaction.remove("comments")),
                change(
                        "imageToVideo with a wrong key: 401 application/json",
                        "response status must be one of 200, 400",
                        interaction -> response(interaction).addProperty("status", 418)),
                change(
                        "imageToVideo with a wrong key: 401 application/json",
                        "response header content-type must be app",
                        interaction -> headers(response(interaction)).add("content-type", json("['text/html']"))),
                change(
                        "imageToVideo with a wrong key: 401 application/json",
                        "response header x-cost must be documented, but was not",
                        interaction -> headers(response(interaction)).add("x-cost", json("['1']"))),
                change(
                        "imageToVideo with a wrong key: 401 application/json",
                        "response error must be text, but was 1",
                        interaction -> content(response(interaction)).addProperty("error", 1)),
                change(
                        "imageToVideo with a wrong key: 401 application/json",
                        "response reason must be documented, but was not",
                        interaction -> content(response(interaction)).addProperty("reason", "None.")),
                change(
                        "imageToVideo with a wrong key: 401 application/json",
                        "response body must be app",
                        interaction -> response(interaction).remove("body")),
                change(
                        "extendV5Video with a valid key: 200 video/mp4",
                        "response header x-cost must be a number, but was",
                        interaction -> headers(response(interaction)).add("x-cost", json("['much']"))),
                change(
                        "extendV5Video with a valid key: 200 video/mp4",
                        "response body must be an MP4 video",
                        PactAgainstDocumentTest::breakTheFirstBox),
                change(
                        "submitV5Video with a valid key: 200 application/json",
                        "request quality must be one of ",
                        interaction -> content(request(interaction)).addProperty("quality", "2160p")),
                change(
                        "submitV5Video with a valid key: 200 application/json",
                        "response status must be one of \"QUEUED\", ",
                        interaction -> content(response(interaction)).addProperty("status", "RUNNING")),
                change(
                        "getJobStatus of a queued job: 200 application/json",
                        "request request_id must be ",
                        interaction -> request(interaction).addProperty("path", "/v2/requests/%2E/status")),
                change(
                        "getJobResult of a completed job: 200 application/json",
                        "response output must be text, but was 1",
                        interaction -> content(response(interaction)).addProperty("output", 1)),
                change(
                        "listRequestHistory with every filter: 200 application/json",
                        "request per_page must be a whole number from 1 to 100, but was \"101\"",
                        interaction ->
                                request(interaction).getAsJsonObject("query").add("per_page", json("['101']"))),
                change(
                        "uploadAsset of an image: 200 application/json",
                        "request data_urls must be a list of at least 1 entries, each a data URL",
                        interaction -> content(request(interaction)).add("data_urls", json("['http://a/b.png']"))),
                change(
                        "extendV5Video when the model is unavailable: 502 text/html",
                        "response header content-type must be app",
                        interaction -> response(interaction).remove("headers")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("changes")
    void interaction_changed_isFound(String description, String problem, Consumer<JsonObject> change)
            throws IOException {
        JsonObject pact = json(committed()).getAsJsonObject();
        change.accept(interaction(pact, description));

        assertThatThrownBy(() -> assertThat(PactExchange.read(pact.toString())).isDocumentedBy(DOCUMENT))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("interactions against the document: 1")
                .hasMessageContaining("  " + description + ": " + problem);
    }

    @Test
    void interaction_dropped_isMissed() throws IOException {
        JsonObject pact = json(committed()).getAsJsonObject();
        String description = "generateV6Video when the job times out: 504 no body";
        interactions(pact).remove(interaction(pact, description));
        List<PactExchange> rest = PactExchange.read(pact.toString());

        assertThatThrownBy(() -> assertThat(rest).coversAllOf(DOCUMENT))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        String.format("documented responses without an interaction: 1%n  generateV6Video 504 no body"));
        org.assertj.core.api.Assertions.assertThat(new Coverage(DOCUMENT, rest).toString())
                .containsOnlyOnce("MISS");
    }

    @Test
    void problems_ofSeveralInteractions_areAllListed() throws IOException {
        JsonObject pact = json(committed()).getAsJsonObject();
        interactions(pact).forEach(each -> response(each.getAsJsonObject()).addProperty("status", 201));

        assertThatThrownBy(() -> assertThat(PactExchange.read(pact.toString())).isDocumentedBy(DOCUMENT))
                .hasMessageContaining("textToVideo with a wrong key")
                .hasMessageContaining("generateV6Video when the model fails");
        assertThatThrownBy(() -> assertThat(PactExchange.read(pact.toString())).coversAllOf(DOCUMENT))
                .hasMessageContaining("without an interaction: "
                        + (15 * count(ApiOperation::returnsVideo)
                                + 16 * count(operation -> operation.submits().isPresent())
                                + RESPONSES_TO_FREE_CALLS));
    }

    private static long count(Predicate<ApiOperation> operations) {
        return DOCUMENT.operations().stream().filter(operations).count();
    }

    private static Arguments change(String description, String problem, Consumer<JsonObject> change) {
        return Arguments.of(description, problem, change);
    }

    private static void breakTheFirstBox(JsonObject interaction) {
        JsonObject body = response(interaction).getAsJsonObject("body");
        byte[] video = Base64.getDecoder().decode(body.get("content").getAsString());
        video[3]++;
        body.addProperty("content", Base64.getEncoder().encodeToString(video));
    }

    private static String committed() throws IOException {
        return Files.readString(PactFile.COMMITTED);
    }

    private static JsonElement json(String text) {
        return JsonParser.parseString(text);
    }

    private static JsonArray interactions(JsonObject pact) {
        return pact.getAsJsonArray("interactions");
    }

    private static JsonObject interaction(JsonObject pact, String description) {
        return interactions(pact).asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(interaction ->
                        interaction.get("description").getAsString().equals(description))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no interaction " + description));
    }

    private static JsonObject request(JsonObject interaction) {
        return interaction.getAsJsonObject("request");
    }

    private static JsonObject response(JsonObject interaction) {
        return interaction.getAsJsonObject("response");
    }

    private static JsonObject headers(JsonObject message) {
        return message.getAsJsonObject("headers");
    }

    private static JsonObject content(JsonObject message) {
        return message.getAsJsonObject("body").getAsJsonObject("content");
    }
}

package io.github.pixverseopenapi.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.pixverseopenapi.contract.committed.CommittedFile;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.sandbox.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The agreed pact is a file under version control, so that no change of it goes unseen. */
@Tag("committed-files")
class PactFileTest {

    @Test
    void pact_writtenByTheConsumerTests_isTheCommittedOne() throws IOException {
        assertThat(PactFile.WRITTEN)
                .as("the pact of the latest run, which ConsumerPactTest writes: run that first")
                .exists();
        CommittedFile.requireContent(PactFile.COMMITTED, Files.readString(PactFile.WRITTEN));
    }

    @Test
    void interactions_ofTheCommittedPact_haveUniqueDescriptions() throws IOException {
        assertThat(interactions()
                        .map(interaction -> interaction.get("description").getAsString()))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void interactions_ofTheCommittedPact_stateTheirScenarioAndSource() throws IOException {
        List<String> operations = ApiDocument.load().operations().stream()
                .map(ApiOperation::operationId)
                .toList();
        List<String> kinds =
                Arrays.stream(Provenance.values()).map(Provenance::headerValue).toList();

        assertThat(interactions()).isNotEmpty().allSatisfy(interaction -> {
            JsonObject references = interaction.getAsJsonObject("comments").getAsJsonObject("references");
            assertThat(operations)
                    .contains(references
                            .getAsJsonObject("openapi")
                            .get("operationId")
                            .getAsString());
            assertThat(kinds)
                    .contains(
                            references.getAsJsonObject("provenance").get("kind").getAsString());
        });
    }

    @Test
    void interactions_ofTheCommittedPact_nameTheStateThatTheyNeed() throws IOException {
        assertThat(interactions())
                .isNotEmpty()
                .allSatisfy(interaction -> assertThat(
                                interaction.getAsJsonArray("providerStates").asList())
                        .singleElement()
                        .satisfies(state -> assertThat(
                                        state.getAsJsonObject().get("name").getAsString())
                                .isNotBlank()));
    }

    /** That the service sends any other is an assumption; it would be no fault of the service if it does not. */
    @Test
    void responses_inTheCommittedPact_needNoHeaderButTheMediaType() throws IOException {
        assertThat(interactions()
                        .map(interaction ->
                                interaction.getAsJsonObject("response").getAsJsonObject("headers"))
                        .filter(headers -> headers != null)
                        .flatMap(headers -> headers.keySet().stream()))
                .containsOnly("content-type");
    }

    private static Stream<JsonObject> interactions() throws IOException {
        JsonArray interactions = JsonParser.parseString(Files.readString(PactFile.COMMITTED))
                .getAsJsonObject()
                .getAsJsonArray("interactions");
        return interactions.asList().stream().map(JsonElement::getAsJsonObject);
    }
}

package io.github.pixverseopenapi.contract.document;

import static io.github.pixverseopenapi.contract.document.SpecFile.SPEC;
import static io.github.pixverseopenapi.contract.fixtures.FactTable.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.contract.document.SpecFile.OperationNode;
import io.github.pixverseopenapi.contract.fixtures.FactTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EndpointFactsTest {

    static Stream<EndpointFact> facts() {
        return FactTable.rows("endpoints.txt").stream().map(EndpointFact::new);
    }

    static List<OperationNode> operations() {
        return SPEC.videoOperations();
    }

    record EndpointFact(Map<String, String> row) {
        @Override
        public String toString() {
            return row.get("path") + " " + row.get("operationId");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("facts")
    void endpoint_inTheDocument_matchesTheTable(EndpointFact fact) {
        assertThat(describe(SPEC.post(fact.row().get("path")))).isEqualTo(fact.row());
    }

    @Test
    void endpoints_ofTheDocument_areAllInTheTable() {
        assertThat(SPEC.videoPaths())
                .containsExactlyInAnyOrderElementsOf(
                        facts().map(fact -> fact.row().get("path")).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void endpoint_ofAPage_hasPostOnly(OperationNode operation) {
        assertThat(SpecFile.map(SPEC.paths().get(operation.path())))
                .as("%s", operation)
                .containsOnlyKeys("post");
    }

    @Test
    void requestSchemas_ofTheDocument_belongToOneEndpointEach() {
        assertThat(SPEC.components("schemas").keySet().stream()
                        .filter(name -> name.endsWith("Request") && !name.equals("UploadRequest")))
                .containsExactlyInAnyOrderElementsOf(
                        facts().map(fact -> fact.row().get("schema")).toList());
    }

    @Test
    void server_ofTheDocument_isTheHostOfThePages() {
        assertThat(SpecFile.list(SPEC.root().get("servers")))
                .extracting(server -> SpecFile.map(server).get("url"))
                .containsExactly("https://api.segmind.com");
    }

    @Test
    void version_ofTheDocument_isOpenApi303() {
        assertThat(SPEC.root().get("openapi")).isEqualTo("3.0.3");
    }

    @Test
    void key_ofTheDocument_isInTheHeaderOfThePages() {
        assertThat(SPEC.components("securitySchemes")).containsOnlyKeys("apiKey");
        assertThat(SpecFile.map(SPEC.components("securitySchemes").get("apiKey")))
                .containsEntry("type", "apiKey")
                .containsEntry("in", "header")
                .containsEntry("name", "x-api-key");
    }

    /** Generators name the class of the operations after it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void tag_ofEveryOperation_isTheFirstOfTheDocument(OperationNode operation) {
        assertThat(SpecFile.list(SPEC.root().get("tags")))
                .extracting(tag -> SpecFile.map(tag).get("name"))
                .containsExactly("Pixverse", "Jobs", "Account", "Assets");
        assertThat(operation.body().get("tags")).as("%s", operation).isEqualTo(List.of("Pixverse"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void key_onEveryOperation_isRequired(OperationNode operation) {
        Object security = operation.body().getOrDefault("security", SPEC.root().get("security"));

        assertThat(security).as("%s", operation).isEqualTo(List.of(Map.of("apiKey", List.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void requestBody_ofEveryOperation_isRequiredJsonAndNothingElse(OperationNode operation) {
        Map<String, Object> body = SpecFile.map(operation.body().get("requestBody"));

        assertThat(body).as("%s", operation).containsEntry("required", true);
        assertThat(SpecFile.map(body.get("content"))).as("%s", operation).containsOnlyKeys("application/json");
        assertThat(operation.body()).as("%s", operation).doesNotContainKey("parameters");
    }

    private static Map<String, String> describe(OperationNode operation) {
        Map<String, Object> price = operation.body().containsKey("x-price-usd")
                ? SpecFile.map(operation.body().get("x-price-usd"))
                : Map.of();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("path", operation.path());
        row.put("operationId", text(operation.body().get("operationId")));
        row.put("schema", SPEC.requestSchemaName(operation.path()));
        row.put("seconds", text(operation.body().get("x-typical-seconds")));
        row.put("seconds source", text(operation.body().get("x-typical-seconds-source")));
        row.put("lowest usd", text(price.get("lowest")));
        row.put("highest usd", text(price.get("highest")));
        row.put(
                "page",
                text(SpecFile.map(operation.body().getOrDefault("externalDocs", Map.of()))
                        .get("url")));
        return row;
    }

    private static String text(Object value) {
        return Objects.toString(value, NOTHING);
    }
}

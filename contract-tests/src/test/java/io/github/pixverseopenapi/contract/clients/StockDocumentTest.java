package io.github.pixverseopenapi.contract.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.model.PixverseRequest;
import io.github.pixverseopenapi.client.model.Violation;
import io.github.pixverseopenapi.contract.committed.CommittedFile;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.Mp4Boxes;
import io.github.pixverseopenapi.contract.document.StockDocument;
import io.github.pixverseopenapi.contract.fixtures.FactTable;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document for stock tools and for the templates of other languages. */
@Tag("committed-files")
class StockDocumentTest {
    private static final ApiDocument DOCUMENT = ApiDocument.load();

    private static ApiDocument stock;

    static List<ApiOperation> videoOperations() {
        return DOCUMENT.videoOperations();
    }

    static List<Operation> operations() {
        return List.of(Operation.values());
    }

    @BeforeAll
    static void derive() throws IOException {
        CommittedFile.requireContent(StockDocument.FILE, StockDocument.yamlOf(DOCUMENT));
        stock = ApiDocument.load(StockDocument.FILE);
    }

    @Test
    void operations_ofTheStockDocument_areThoseOfTheDocument() {
        assertThat(stock.operations()).isEqualTo(DOCUMENT.operations());
    }

    @Test
    void stockDocument_hasNoKeywordThatGeneratorsMisread() {
        assertThat(names(stock.json(), new HashSet<>())).doesNotContain("not", "oneOf", "anyOf");
        for (ApiOperation operation : stock.videoOperations()) {
            assertThat(stock.responses(operation)
                            .get("200")
                            .getAsJsonObject("content")
                            .keySet())
                    .containsExactly(Mp4Boxes.MEDIA_TYPE);
        }
    }

    private static Set<String> names(JsonElement element, Set<String> names) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(item -> names(item, names));
        } else if (element.isJsonObject()) {
            names.addAll(element.getAsJsonObject().keySet());
            element.getAsJsonObject().asMap().values().forEach(value -> names(value, names));
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("videoOperations")
    void allowedWords_ofEachField_areThoseOfTheJavaClient(ApiOperation operation) {
        for (JsonElement each : rules(operation).getAsJsonArray("fields")) {
            JsonObject field = each.getAsJsonObject();
            String name = field.get("fieldName").getAsString();

            assertThat(javaMessages(operation, name, new JsonArray()))
                    .contains(name + " must be " + field.get("allowedWords").getAsString() + ", but was []");
        }
    }

    private static List<String> javaMessages(ApiOperation operation, String field, JsonElement value) {
        JsonObject request = new JsonObject();
        request.add(field, value);
        Operation javaOperation = OperationInvoker.operation(operation.operationId());
        PixverseRequest javaRequest = OperationInvoker.request(javaOperation, request.toString());
        return javaRequest.violations().stream().map(Violation::message).toList();
    }

    @ParameterizedTest
    @MethodSource("videoOperations")
    void combinations_ofARequest_areThoseOfItsPage(ApiOperation operation) {
        List<Map<String, String>> combinations = new ArrayList<>();
        for (JsonElement combination : rules(operation).getAsJsonArray("combinations")) {
            Map<String, String> values = new HashMap<>();
            for (JsonElement field : combination.getAsJsonObject().getAsJsonArray("excludedFields")) {
                values.put(
                        field.getAsJsonObject().get("excludedName").getAsString(),
                        field.getAsJsonObject()
                                .get("excludedJson")
                                .getAsString()
                                .replace("\"", ""));
            }
            values.put("reason", combination.getAsJsonObject().get("reasonText").getAsString());
            combinations.add(values);
        }

        assertThat(combinations)
                .containsExactlyInAnyOrderElementsOf(FactTable.rows("excluded-pairs.txt").stream()
                        .filter(row -> row.get("path").equals(operation.path()))
                        .map(row -> Map.of(
                                row.get("field"),
                                row.get("value"),
                                row.get("other field"),
                                row.get("other value"),
                                "reason",
                                row.get("reason")))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void timeout_ofAnOperation_isThatOfTheJavaClient(Operation operation) {
        ApiOperation documented = stock.operations().stream()
                .filter(each -> each.operationId().equals(operation.id()))
                .findFirst()
                .orElseThrow();
        JsonObject facts = stock.json()
                .getAsJsonObject("paths")
                .getAsJsonObject(operation.path())
                .getAsJsonObject(documented.method().toLowerCase(Locale.ROOT))
                .getAsJsonObject("x-facts");

        assertThat(facts.get("timeoutSeconds")
                        .getAsBigDecimal()
                        .movePointRight(3)
                        .longValueExact())
                .isEqualTo(operation.defaultTimeout().toMillis());
    }

    private static JsonObject rules(ApiOperation operation) {
        return stock.requestSchema(operation).getAsJsonObject("x-rules");
    }
}

package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.fixtures.FactTable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("pit-calls")
class OperationTest {
    static List<Map<String, String>> facts() {
        return FactTable.rows("endpoints.txt");
    }

    /** Copied from the pages, not from the document; five times the typical duration. */
    @ParameterizedTest
    @MethodSource("facts")
    void operation_ofTheClient_hasThePublishedValues(Map<String, String> fact) {
        Operation operation = Operation.valueOf(fact.get("operationId")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                .toUpperCase(Locale.ROOT));

        assertThat(operation.id()).isEqualTo(fact.get("operationId"));
        assertThat(operation.path()).isEqualTo(fact.get("path"));
        Duration typical = Duration.ofMillis(
                new BigDecimal(fact.get("seconds")).movePointRight(3).longValueExact());
        assertThat(operation.typicalTime()).contains(typical);
        assertThat(operation.defaultTimeout()).isEqualTo(typical.multipliedBy(5));
        assertThat(operation.lowestPriceUsd()).isEqualTo(published(fact.get("lowest usd")));
        assertThat(operation.highestPriceUsd()).isEqualTo(published(fact.get("highest usd")));
    }

    private static Optional<BigDecimal> published(String price) {
        return price.equals(FactTable.NOTHING) ? Optional.empty() : Optional.of(new BigDecimal(price));
    }

    /** The client's template and {@link ApiOperation} each have the rule. */
    @ParameterizedTest
    @MethodSource("io.github.pixverseopenapi.contract.operation.OperationInvoker#videoOperations")
    void defaultTimeout_equalsThatOfTheDocumentsOperation(Operation operation) {
        assertThat(ApiDocument.load().operation(operation.path()).orElseThrow().defaultTimeout())
                .isEqualTo(operation.defaultTimeout());
    }
}

package io.github.pixverseopenapi.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("pit-calls")
class OperationTest {
    /** Copied from the pages, not from the document; five times the typical duration. */
    @ParameterizedTest
    @CsvSource({
        "TEXT_TO_VIDEO,    textToVideo,     /v1/pixverse-text2video,  44130, 220650, 0.375, 1.00",
        "IMAGE_TO_VIDEO,   imageToVideo,    /v1/pixverse-image2video, 41000, 205000, ,",
        "GENERATE_V5_VIDEO,generateV5Video, /v1/pixverse-5-video,     72000, 360000, ,",
        "EXTEND_V5_VIDEO,  extendV5Video,   /v1/pixverse-5-extend,    93000, 465000, ,",
        "GENERATE_V6_VIDEO,generateV6Video, /v1/pixverse-v6,          65710, 328550, 0.044, 2.16"
    })
    void operation_ofTheClient_hasThePublishedValues(
            Operation operation,
            String id,
            String path,
            long typicalMillis,
            long limitMillis,
            BigDecimal lowest,
            BigDecimal highest) {
        assertThat(operation.id()).isEqualTo(id);
        assertThat(operation.path()).isEqualTo(path);
        assertThat(operation.typicalTime()).contains(Duration.ofMillis(typicalMillis));
        assertThat(operation.defaultTimeout()).isEqualTo(Duration.ofMillis(limitMillis));
        assertThat(operation.lowestPriceUsd().orElse(null)).isEqualTo(lowest);
        assertThat(operation.highestPriceUsd().orElse(null)).isEqualTo(highest);
    }

    /** The client's template and {@link ApiOperation} each have the rule. */
    @ParameterizedTest
    @EnumSource(Operation.class)
    void defaultTimeout_equalsThatOfTheDocumentsOperation(Operation operation) {
        assertThat(ApiDocument.load().operation(operation.path()).orElseThrow().defaultTimeout())
                .isEqualTo(operation.defaultTimeout());
    }
}

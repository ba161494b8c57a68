package io.github.pixverseopenapi.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pixverseopenapi.contract.document.Mp4Boxes.Box;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Budgets and prices, headers, and the bounds of what messages show. */
@Tag("pit-document")
class DocumentMessagesTest {

    @Test
    void budget_price_fitsUpToTheLimit() {
        Budget budget = new Budget(new BigDecimal("2"));

        assertThat(budget.reserve(new BigDecimal("2.01"))).isFalse();
        assertThat(budget.counted()).isZero();
        assertThat(budget.reserve(new BigDecimal("1.50"))).isTrue();
        assertThat(budget.remaining()).isEqualByComparingTo("0.5");
        assertThat(budget.reserve(new BigDecimal("0.50"))).isTrue();
        assertThat(budget.counted()).isEqualByComparingTo("2");
        assertThat(budget.remaining()).isZero();
        assertThat(budget.limit()).isEqualByComparingTo("2");
        assertThat(budget.reserve(new BigDecimal("0.01"))).isFalse();
    }

    @Test
    void budget_costAboveThePrice_mayExceedTheLimitAndLeavesNothing() {
        Budget budget = new Budget(BigDecimal.ONE);
        budget.settle(new BigDecimal("0.50"), cost("0.5"));
        assertThat(budget.counted()).isZero();
        assertThat(budget.remaining()).isEqualByComparingTo("1");
        budget.settle(new BigDecimal("0.50"), cost("1.75"));

        assertThat(budget.counted()).isEqualByComparingTo("1.25");
        assertThat(budget.remaining()).isZero();
    }

    @Test
    void budget_costThatCannotBeRead_leavesNothing() {
        Budget budget = new Budget(BigDecimal.TEN);
        budget.settle(BigDecimal.ONE, cost("free"));
        budget.settle(BigDecimal.ONE, cost("0.5"));

        assertThat(budget.counted()).isZero();
        assertThat(budget.remaining()).isZero();
        assertThat(budget.reserve(new BigDecimal("0.01"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1.00", "5e-1", "1E0", "123456789012345678.123456789012345678"})
    void cost_asJsonWritesNumbers_isRead(String value) {
        assertThat(cost(value)).isEqualTo(new ReportedCost(value, Optional.of(new BigDecimal(value))));
        assertThat(ReportedCost.of(List.of(value, value))).hasValue(cost(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.", ".5", "1e100", "1234567890123456789", "0.50 USD"})
    void cost_notANumber_isAProblemAtAnyPrice(String value) {
        assertThat(cost(value)).isEqualTo(new ReportedCost("\"" + value + "\"", Optional.empty()));
        assertThat(cost(value).problem(BigDecimal.TEN))
                .hasValue("header x-cost must be one cost in US dollars, such as 0.50, but was \"" + value + "\"");
    }

    @Test
    void cost_twoValues_isAProblemAtAnyPrice() {
        assertThat(ReportedCost.of(List.of())).isEmpty();
        assertThat(ReportedCost.of(List.of("1", "2"))).hasValue(new ReportedCost("\"1\", \"2\"", Optional.empty()));
    }

    @Test
    void cost_aboveThePrice_isAProblem() {
        assertThat(cost("1.00").problem(BigDecimal.ONE)).isEmpty();
        assertThat(cost("1.01").problem(BigDecimal.ONE)).hasValue("header x-cost must be at most 1, but was 1.01");
    }

    @Test
    void prices_withoutAPublishedOne_areTheHighestOfAll() {
        ApiDocument document = ApiDocument.load();
        PriceList prices = new PriceList(document);

        assertThat(prices.of(document.operation("/v1/pixverse-text2video").orElseThrow()))
                .isEqualByComparingTo("1.00");
        assertThat(prices.of(document.operation("/v1/pixverse-image2video").orElseThrow()))
                .isEqualByComparingTo("2.16");
    }

    @Test
    void prices_ofADocumentWithoutAny_areZero() {
        ApiDocument document = WrittenDocument.ofRequest("{type: object}");

        assertThat(new PriceList(document).of(document.operations().get(0))).isZero();
    }

    @Test
    void headers_namesInTwoCases_areOneWithAllValues() {
        List<String> values = new ArrayList<>(List.of("1"));
        Map<String, List<String>> headers =
                new ReceivedResponse(200, Map.of("X-Cost", values, "x-cost", List.of("2")), new byte[0]).headers();
        values.add("3");

        assertThat(headers).hasSize(1);
        assertThat(headers.get("x-COST")).containsExactlyInAnyOrder("1", "2");
        assertThatThrownBy(() -> headers.get("x-cost").add("4")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(headers::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 77, 78, 79, 500})
    void shown_text_isAtMost80CharactersWithItsQuotes(int length) {
        String quoted = "\"" + "x".repeat(length) + "\"";

        assertThat(Abbreviated.of("x".repeat(length))).isEqualTo(length <= 78 ? quoted : quoted.substring(0, 80) + "…");
    }

    @Test
    void boxes_sizeOf64BitsWithoutContent_isAllowed() {
        byte[] file = ByteBuffer.allocate(16)
                .putInt(1)
                .put("mdat".getBytes(StandardCharsets.US_ASCII))
                .putLong(16)
                .array();

        assertThat(Mp4Boxes.of(file)).containsExactly(new Box("mdat", 0, 16));
    }

    @Test
    void exchange_blankKey_isMissing() {
        ApiDocument document = WrittenDocument.ofRequest("{type: object}");
        ReceivedRequest request = new ReceivedRequest(
                "POST",
                "/make",
                Map.of("x-key", List.of(" "), "content-type", List.of("application/json")),
                "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(ExchangeValidator.of(document).validate(request, new ReceivedResponse(200, Map.of(), new byte[0])))
                .extracting(Problem::toString)
                .containsExactly("request header x-key must be present once, but was missing");
    }

    @Test
    void response_flagsThatAreFalse_areLikeFlagsThatAreMissing() {
        ApiDocument document = WrittenDocument.of("""
                paths:
                  /make:
                    post:
                      operationId: make
                      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Any'}}}}
                      responses:
                        '200':
                          description: Done.
                          x-empty-body: false
                          headers: {x-cost: {required: false, schema: {type: number}}}
                          content: {text/plain: {schema: {type: string}}}
                        '202':
                          description: Done.
                          x-empty-body: true
                          headers: {x-cost: {required: true, schema: {type: number}}}
                          content: {text/plain: {schema: {type: string}}}
                components:
                  %s
                  schemas: {Any: {type: object}}
                """.formatted(WrittenDocument.KEY));
        ResponseValidator validator = ResponseValidator.of(document);
        ApiOperation operation = document.operations().get(0);

        assertThat(validator.validate(operation, new ReceivedResponse(200, Map.of(), new byte[0])))
                .extracting(Problem::toString)
                .containsExactly("body must be text/plain, but was empty");
        assertThat(validator.validate(operation, new ReceivedResponse(202, Map.of(), new byte[0])))
                .extracting(Problem::toString)
                .containsExactly("header x-cost must be present, but was missing");
    }

    private static ReportedCost cost(String value) {
        return ReportedCost.of(List.of(value)).orElseThrow();
    }
}

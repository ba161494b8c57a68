package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.PriceList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which calls are to be recorded, and what they may cost.
 *
 * @param calls in the order in which they are made
 */
record RecordPlan(List<PlannedCall> calls) {

    /**
     * Plans calls of a sandbox, which cost nothing.
     *
     * @throws IllegalArgumentException when there is no such operation
     */
    static RecordPlan ofSandbox(
            ApiDocument document, RecordedRequests requests, List<String> operationIds, Set<Scenario> situations) {
        List<PlannedCall> calls = new ArrayList<>();
        for (ApiOperation operation : operations(document, operationIds)) {
            for (Scenario situation : situations) {
                calls.add(new PlannedCall(operation, situation, requests.json(operation, situation), BigDecimal.ZERO));
            }
        }
        return new RecordPlan(calls);
    }

    /**
     * Plans calls of a real endpoint.
     *
     * @throws IllegalArgumentException when there is no such operation or a situation cannot be brought about there
     */
    static RecordPlan ofEndpoint(
            ApiDocument document, RecordedRequests requests, List<String> operationIds, Set<Scenario> situations) {
        PriceList prices = new PriceList(document);
        List<PlannedCall> calls = new ArrayList<>();
        for (ApiOperation operation : operations(document, operationIds)) {
            for (Scenario situation : situations) {
                requirePossible(situation);
                BigDecimal price = situation.isCounted() ? prices.of(operation) : BigDecimal.ZERO;
                calls.add(new PlannedCall(operation, situation, requests.json(operation, situation), price));
            }
        }
        return new RecordPlan(calls);
    }

    private static List<ApiOperation> operations(ApiDocument document, List<String> ids) {
        List<String> known =
                document.operations().stream().map(ApiOperation::operationId).toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new IllegalArgumentException(
                        "operation is " + id + "; allowed is one of " + String.join(", ", known));
            }
        }
        return document.operations().stream()
                .filter(operation -> ids.isEmpty() || ids.contains(operation.operationId()))
                .toList();
    }

    private static void requirePossible(Scenario situation) {
        if (!situation.isPossibleLive()) {
            throw new IllegalArgumentException("situation is " + situation
                    + ", into which no real endpoint can be brought; only the sandbox can (--sandbox)");
        }
    }

    /** The most that all calls may cost, in US dollars. */
    BigDecimal price() {
        return calls.stream().map(PlannedCall::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A line for each call, and one for the sum. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (PlannedCall call : calls) {
            lines.append(String.format(
                    Locale.ROOT, "  %-16s %-17s %s%n", call.operation().operationId(), call.situation(), price(call)));
        }
        return lines + "At most $" + price().toPlainString() + " for " + calls.size() + " calls";
    }

    private static String price(PlannedCall call) {
        if (call.isFree()) {
            return "free";
        }
        return "$" + call.price().toPlainString()
                + (call.isPriceAssumed() ? " (an assumption: the highest price published for any operation)" : "");
    }
}

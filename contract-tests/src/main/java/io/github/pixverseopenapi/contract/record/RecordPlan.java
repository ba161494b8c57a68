package io.github.pixverseopenapi.contract.record;

import io.github.pixverseopenapi.contract.document.ApiDocument;
import io.github.pixverseopenapi.contract.document.ApiOperation;
import io.github.pixverseopenapi.contract.document.Message;
import io.github.pixverseopenapi.contract.document.PriceList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The calls to record and their prices.
 *
 * @param calls the calls in the order of execution
 */
record RecordPlan(List<PlannedCall> calls) {

    /**
     * Plans calls of a sandbox, which are free.
     *
     * @throws IllegalArgumentException when an operation is unknown
     */
    static RecordPlan ofSandbox(
            ApiDocument document, RecordedRequests requests, List<String> operationIds, Set<Scenario> scenarios) {
        List<PlannedCall> calls = new ArrayList<>();
        for (ApiOperation operation : operations(document, operationIds)) {
            for (Scenario scenario : scenarios) {
                calls.add(new PlannedCall(operation, scenario, requests.json(operation, scenario), BigDecimal.ZERO));
            }
        }
        return new RecordPlan(calls);
    }

    /**
     * Plans calls of a real server.
     *
     * @throws IllegalArgumentException when an operation is unknown or a scenario is possible with the sandbox only
     */
    static RecordPlan ofEndpoint(
            ApiDocument document, RecordedRequests requests, List<String> operationIds, Set<Scenario> scenarios) {
        PriceList prices = new PriceList(document);
        List<PlannedCall> calls = new ArrayList<>();
        for (ApiOperation operation : operations(document, operationIds)) {
            for (Scenario scenario : scenarios) {
                requirePossible(scenario);
                BigDecimal price = scenario.isCounted() ? prices.of(operation) : BigDecimal.ZERO;
                calls.add(new PlannedCall(operation, scenario, requests.json(operation, scenario), price));
            }
        }
        return new RecordPlan(calls);
    }

    private static List<ApiOperation> operations(ApiDocument document, List<String> ids) {
        List<String> known = document.videoOperations().stream()
                .map(ApiOperation::operationId)
                .toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                throw new IllegalArgumentException(Message.of("--operation", "one of " + String.join(", ", known), id));
            }
        }
        return document.videoOperations().stream()
                .filter(operation -> ids.isEmpty() || ids.contains(operation.operationId()))
                .toList();
    }

    private static void requirePossible(Scenario scenario) {
        if (!scenario.isPossibleLive()) {
            throw new IllegalArgumentException(
                    Message.of("--scenario", "possible with a real server (others require --sandbox)", scenario));
        }
    }

    /** The maximum cost of all calls in US dollars. */
    BigDecimal price() {
        return calls.stream().map(PlannedCall::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** A line for each call and one for the sum. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (PlannedCall call : calls) {
            lines.append(String.format(
                    Locale.ROOT, "  %-16s %-17s %s%n", call.operation().operationId(), call.scenario(), price(call)));
        }
        return lines + "At most $" + price().toPlainString() + " for " + calls.size() + " calls";
    }

    private static String price(PlannedCall call) {
        if (call.isFree()) {
            return "free";
        }
        return "$" + call.price().toPlainString()
                + (call.isPriceAssumed() ? " (assumed: the highest price of any operation)" : "");
    }
}

package io.github.pixverseopenapi.contract.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import io.github.pixverseopenapi.contract.soak.CallOutcome.OutcomeKind;
import io.github.pixverseopenapi.contract.soak.ReceivedRequests.SoakRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Records stubs, calls, outcomes and charges, which must add up at the end. */
final class Ledger {
    private static final String CUT_AT_START = ReceivedRequests.describe(StubResponse.fault(Fault.DISCONNECT_AT_START));
    private static final int MAX_PROBLEMS = 10;

    private final ReceivedRequests requests;
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> prepared = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> endedTwice = new ConcurrentLinkedQueue<>();

    private record Entry(CallPlan plan, CallOutcome ending) {}

    Ledger(ReceivedRequests requests) {
        this.requests = requests;
    }

    void prepared(StubResponse response) {
        prepared.computeIfAbsent(ReceivedRequests.describe(response), description -> new AtomicInteger())
                .incrementAndGet();
    }

    void ended(CallPlan plan, CallOutcome ending) {
        if (entries.put(plan.number(), new Entry(plan, ending)) != null) {
            endedTwice.add("call " + plan.number());
        }
    }

    int calls() {
        return entries.size();
    }

    /**
     * Checks that everything adds up.
     *
     * @param calls the number of calls
     * @param charged US dollars
     * @return the count of each outcome, and the totals as text
     */
    Totals close(int calls, BigDecimal charged) {
        List<OutcomeCheck> checks = entries.values().stream()
                .map(entry -> new OutcomeCheck(entry.plan, entry.ending, requests.of(entry.plan.number())))
                .toList();
        assertThat(checks.stream()
                        .map(OutcomeCheck::problem)
                        .filter(text -> !text.isEmpty())
                        .limit(MAX_PROBLEMS))
                .as("calls that contradict the sandbox's requests and responses")
                .isEmpty();
        assertThat(endedTwice).as("calls that ended twice").isEmpty();
        assertThat(entries).as("calls that ended").hasSize(calls);
        assertThat(requests.strays()).as("requests without a call").isEmpty();
        assertRequestIdsDiffer();
        int cuts = assertStubsWereSent();
        assertThat(count(checks, OutcomeCheck::wasCutAtStart))
                .as("calls that may have been sent and did not arrive, at most as many as connections were cut")
                .isLessThanOrEqualTo(cuts);
        assertThat(price()).as("US dollars charged").isEqualByComparingTo(charged);
        Totals totals = totals(checks);
        assertThat(totals.expectedCalls())
                .as("calls, by how they ended: %s", totals)
                .isEqualTo(calls);
        assertThat(totals.expectedRequests())
                .as("requests, by how calls ended: %s", totals)
                .isEqualTo(requests.all().count());
        return totals;
    }

    private void assertRequestIdsDiffer() {
        Map<String, List<Entry>> byId = new HashMap<>();
        entries.values()
                .forEach(entry -> entry.ending
                        .requestIds()
                        .forEach(id -> byId.computeIfAbsent(id, same -> new ArrayList<>())
                                .add(entry)));
        byId.values().removeIf(same -> same.size() == 1);
        assertThat(byId).as("request ids that were used twice").isEmpty();
    }

    /** Each once, and nothing else; returns how many connections were cut before a request could be read. */
    private int assertStubsWereSent() {
        Map<String, Integer> sent = requests.all()
                .filter(one -> !one.charged())
                .collect(Collectors.toMap(SoakRequest::toString, one -> 1, Integer::sum, TreeMap::new));
        Map<String, Integer> expected = new TreeMap<>();
        prepared.forEach((description, number) -> expected.put(description, number.get()));
        int cut = or0(expected.remove(CUT_AT_START)) - or0(sent.remove(CUT_AT_START));
        assertThat(sent).as("stubs that were sent").isEqualTo(expected);
        assertThat(cut).as("connections cut").isNotNegative();
        return cut;
    }

    private static int or0(Integer number) {
        return number == null ? 0 : number;
    }

    private BigDecimal price() {
        BigDecimal highest = OperationInvoker.videoOperations().stream()
                .flatMap(operation -> operation.highestPriceUsd().stream())
                .max(BigDecimal::compareTo)
                .orElseThrow();
        Map<String, BigDecimal> prices = OperationInvoker.videoOperations().stream()
                .collect(Collectors.toMap(
                        Operation::id, operation -> operation.highestPriceUsd().orElse(highest)));
        return requests.all()
                .filter(SoakRequest::charged)
                .map(one -> prices.get(one.operationId()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Totals totals(List<OutcomeCheck> checks) {
        Predicate<OutcomeCheck> completed = one -> one.ending().hadVideo()
                || (one.ending().kind() == OutcomeKind.FAILED && one.ending().status() != 0);
        Predicate<OutcomeCheck> cancelled = one -> one.ending().kind() == OutcomeKind.CANCELLED;
        Predicate<OutcomeCheck> unknown = completed.or(cancelled).negate().and(OutcomeCheck::hasAcceptedRequest);
        long endedBy429 = count(checks, one -> one.ending().status() == RandomResponses.TOO_MANY);
        return new Totals(
                checks.size(),
                count(checks, completed),
                count(checks, unknown),
                count(checks, cancelled.and(OutcomeCheck::hasAcceptedRequest)),
                requests.all().filter(SoakRequest::isRateLimited).count() - endedBy429,
                count(checks, one -> !one.hasAcceptedRequest() && one.ending().status() == 0),
                count(checks, OutcomeCheck::charged),
                count(checks, one -> one.charged() && one.ending().hadVideo()),
                count(checks, OutcomeCheck::wasTooSlow),
                checks.stream()
                        .collect(Collectors.groupingBy(
                                one -> one.ending().outcome(one.plan().reading()),
                                TreeMap::new,
                                Collectors.counting())));
    }

    private static long count(List<OutcomeCheck> checks, Predicate<OutcomeCheck> which) {
        return checks.stream().filter(which).count();
    }
}

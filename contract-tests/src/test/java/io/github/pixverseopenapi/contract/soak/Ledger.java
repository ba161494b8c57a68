package io.github.pixverseopenapi.contract.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import io.github.pixverseopenapi.contract.soak.CallOutcome.OutcomeKind;
import io.github.pixverseopenapi.contract.soak.ReceivedRequests.Arrival;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was prepared, asked, got and charged; must add up in the end. */
final class Ledger {
    private static final String CUT_AT_START = ReceivedRequests.words(StubResponse.fault(Fault.DISCONNECT_AT_START));
    private static final int MOST_PROBLEMS = 10;

    private final ReceivedRequests arrivals;
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> prepared = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> endedTwice = new ConcurrentLinkedQueue<>();

    private record Entry(CallPlan plan, CallOutcome ending) {}

    Ledger(ReceivedRequests arrivals) {
        this.arrivals = arrivals;
    }

    void prepared(StubResponse answer) {
        prepared.computeIfAbsent(ReceivedRequests.words(answer), words -> new AtomicInteger())
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
     * Whether everything adds up.
     *
     * @param calls how many were made
     * @param charged US dollars
     * @return how often each outcome came, and the totals in words
     */
    Totals close(int calls, BigDecimal charged) {
        List<OutcomeCheck> judgements = entries.values().stream()
                .map(entry -> new OutcomeCheck(entry.plan, entry.ending, arrivals.of(entry.plan.number())))
                .toList();
        assertThat(judgements.stream()
                        .map(OutcomeCheck::problem)
                        .filter(text -> !text.isEmpty())
                        .limit(MOST_PROBLEMS))
                .as("calls that do not fit what the sandbox got and answered")
                .isEmpty();
        assertThat(endedTwice).as("calls that ended twice").isEmpty();
        assertThat(entries).as("calls that ended").hasSize(calls);
        assertThat(arrivals.strays()).as("requests of no call").isEmpty();
        assertRequestIdsDiffer();
        int cuts = assertPreparedAnswersWereGiven();
        assertThat(count(judgements, OutcomeCheck::wasCutAtStart))
                .as("calls that may have been sent and did not arrive, at most as many as connections were cut")
                .isLessThanOrEqualTo(cuts);
        assertThat(price()).as("US dollars charged").isEqualByComparingTo(charged);
        Totals totals = totals(judgements);
        assertThat(totals.expectedCalls())
                .as("calls, by how they ended: %s", totals)
                .isEqualTo(calls);
        assertThat(totals.expectedRequests())
                .as("requests, by how calls ended: %s", totals)
                .isEqualTo(arrivals.all().count());
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
        assertThat(byId).as("request ids that were answered twice").isEmpty();
    }

    /** Each once, and nothing else; returns how many connections were cut before a request could be read. */
    private int assertPreparedAnswersWereGiven() {
        Map<String, Integer> given = arrivals.all()
                .filter(one -> !one.charged())
                .collect(Collectors.toMap(Arrival::toString, one -> 1, Integer::sum, TreeMap::new));
        Map<String, Integer> expected = new TreeMap<>();
        prepared.forEach((words, number) -> expected.put(words, number.get()));
        int cut = or0(expected.remove(CUT_AT_START)) - or0(given.remove(CUT_AT_START));
        assertThat(given).as("prepared answers that arrived").isEqualTo(expected);
        assertThat(cut).as("connections cut").isNotNegative();
        return cut;
    }

    private static int or0(Integer number) {
        return number == null ? 0 : number;
    }

    private BigDecimal price() {
        BigDecimal highest = Stream.of(Operation.values())
                .flatMap(operation -> operation.highestPriceUsd().stream())
                .max(BigDecimal::compareTo)
                .orElseThrow();
        Map<String, BigDecimal> prices = Arrays.stream(Operation.values())
                .collect(Collectors.toMap(
                        Operation::id, operation -> operation.highestPriceUsd().orElse(highest)));
        return arrivals.all()
                .filter(Arrival::charged)
                .map(one -> prices.get(one.operationId()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Totals totals(List<OutcomeCheck> judgements) {
        Predicate<OutcomeCheck> answered = one -> one.ending().hadVideo()
                || (one.ending().kind() == OutcomeKind.FAILED && one.ending().status() != 0);
        Predicate<OutcomeCheck> cancelled = one -> one.ending().kind() == OutcomeKind.CANCELLED;
        Predicate<OutcomeCheck> unknown = answered.or(cancelled).negate().and(OutcomeCheck::arrivedUnrefused);
        long endedBy429 = count(judgements, one -> one.ending().status() == RandomResponses.TOO_MANY);
        return new Totals(
                judgements.size(),
                count(judgements, answered),
                count(judgements, unknown),
                count(judgements, cancelled.and(OutcomeCheck::arrivedUnrefused)),
                arrivals.all().filter(Arrival::refusedForItsRate).count() - endedBy429,
                count(judgements, one -> !one.arrivedUnrefused() && one.ending().status() == 0),
                count(judgements, OutcomeCheck::charged),
                count(judgements, one -> one.charged() && one.ending().hadVideo()),
                count(judgements, OutcomeCheck::wasTooSlow),
                judgements.stream()
                        .collect(Collectors.groupingBy(
                                one -> one.ending().outcome(one.plan().reading()),
                                TreeMap::new,
                                Collectors.counting())));
    }

    private static long count(List<OutcomeCheck> judgements, Predicate<OutcomeCheck> which) {
        return judgements.stream().filter(which).count();
    }
}

package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Every request that the sandbox has read and what it answered, by the call that it belongs to. */
final class ReceivedRequests {
    private final Map<Integer, Queue<Arrival>> byCall = new ConcurrentHashMap<>();
    private final Queue<String> strays = new ConcurrentLinkedQueue<>();

    /** Takes note of a request; the journal itself forgets the oldest ones. */
    void add(JournalEntry entry) {
        OptionalInt number = NumberedRequests.number(entry);
        if (number.isEmpty() || entry.operationId().isEmpty()) {
            strays.add(entry.toString());
            return;
        }
        byCall.computeIfAbsent(number.getAsInt(), call -> new ConcurrentLinkedQueue<>())
                .add(new Arrival(entry.operationId().get(), entry.status(), entry.fault()));
    }

    /** The requests of one call, in order. */
    List<Arrival> of(int number) {
        Queue<Arrival> arrivals = byCall.get(number);
        return arrivals == null ? List.of() : List.copyOf(arrivals);
    }

    /** The requests of all calls. */
    Stream<Arrival> all() {
        return byCall.values().stream().flatMap(Queue::stream);
    }

    /** Requests that belong to no call. */
    List<String> strays() {
        return List.copyOf(strays);
    }

    /** What an answer will be called when it has been given; the status of some faults is never sent. */
    static String words(StubResponse answer) {
        boolean sendsStatus = answer.fault().map(Fault::sendsStatus).orElse(true);
        return words(sendsStatus ? answer.status() : 0, answer.fault());
    }

    private static String words(int status, Optional<Fault> fault) {
        return (status == 0 ? "no status" : status)
                + fault.map(kind -> " " + kind).orElse("");
    }

    /**
     * One request.
     *
     * @param operationId where it went
     * @param status what was answered, if a status was sent
     * @param fault what broke the answer, if anything did
     */
    record Arrival(String operationId, OptionalInt status, Optional<Fault> fault) {
        private static final Set<Fault> IN_BODY = EnumSet.of(Fault.DISCONNECT_IN_BODY, Fault.STALL_IN_BODY);

        /** Whether the client got this status; the body may have been broken. */
        boolean told(int code) {
            return status.equals(OptionalInt.of(code)) && fault.stream().allMatch(IN_BODY::contains);
        }

        /** Whether the client may ask again. */
        boolean refusedForItsRate() {
            return told(RandomResponses.TOO_MANY);
        }

        /** Whether it was broken in this way. */
        boolean broken(Fault kind) {
            return fault.filter(kind::equals).isPresent();
        }

        /** Whether the sandbox made a video and charged for it: nothing prepared has this status without a fault. */
        boolean charged() {
            return status.equals(OptionalInt.of(200)) && fault.isEmpty();
        }

        /** The same words as for the answer that was prepared. */
        @Override
        public String toString() {
            return words(status.orElse(0), fault);
        }
    }
}

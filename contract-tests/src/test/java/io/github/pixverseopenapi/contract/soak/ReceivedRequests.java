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

/** The requests that the sandbox received and its responses, grouped by call. */
final class ReceivedRequests {
    private final Map<Integer, Queue<SoakRequest>> byCall = new ConcurrentHashMap<>();
    private final Queue<String> strays = new ConcurrentLinkedQueue<>();

    /** Records a request; the journal discards old entries. */
    void add(JournalEntry entry) {
        OptionalInt number = NumberedRequests.number(entry);
        if (number.isEmpty() || entry.operationId().isEmpty()) {
            strays.add(entry.toString());
            return;
        }
        byCall.computeIfAbsent(number.getAsInt(), call -> new ConcurrentLinkedQueue<>())
                .add(new SoakRequest(entry.operationId().get(), entry.status(), entry.fault()));
    }

    /** The requests of one call, in order. */
    List<SoakRequest> of(int number) {
        Queue<SoakRequest> requests = byCall.get(number);
        return requests == null ? List.of() : List.copyOf(requests);
    }

    /** The requests of all calls. */
    Stream<SoakRequest> all() {
        return byCall.values().stream().flatMap(Queue::stream);
    }

    /** Requests that belong to no call. */
    List<String> strays() {
        return List.copyOf(strays);
    }

    /** The description of a response; the status of some faults is never sent. */
    static String describe(StubResponse response) {
        boolean sendsStatus = response.fault().map(Fault::sendsStatus).orElse(true);
        return describe(sendsStatus ? response.status() : 0, response.fault());
    }

    private static String describe(int status, Optional<Fault> fault) {
        return (status == 0 ? "no status" : status)
                + fault.map(kind -> " " + kind).orElse("");
    }

    /**
     * One request.
     *
     * @param operationId the called operation
     * @param status the status of the response, if one was sent
     * @param fault the fault of the response, if any
     */
    record SoakRequest(String operationId, OptionalInt status, Optional<Fault> fault) {
        private static final Set<Fault> IN_BODY = EnumSet.of(Fault.DISCONNECT_IN_BODY, Fault.STALL_IN_BODY);

        /** Whether the client got this status; the body may have been broken. */
        boolean hasStatus(int code) {
            return status.equals(OptionalInt.of(code)) && fault.stream().allMatch(IN_BODY::contains);
        }

        /** Whether the client may retry. */
        boolean isRateLimited() {
            return hasStatus(RandomResponses.TOO_MANY);
        }

        /** Whether it was broken in this way. */
        boolean broken(Fault kind) {
            return fault.filter(kind::equals).isPresent();
        }

        /** Whether the sandbox generated and charged a video: no stub has this status without a fault. */
        boolean charged() {
            return status.equals(OptionalInt.of(200)) && fault.isEmpty();
        }

        /** The same description as for the stub response. */
        @Override
        public String toString() {
            return describe(status.orElse(0), fault);
        }
    }
}

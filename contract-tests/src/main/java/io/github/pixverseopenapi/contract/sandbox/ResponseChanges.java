package io.github.pixverseopenapi.contract.sandbox;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Queued changes of responses to requests that are handled as usual; each change is used once. */
final class ResponseChanges {

    private final Map<String, Deque<UnaryOperator<StubResponse>>> byOperation = new HashMap<>();
    private final Deque<UnaryOperator<StubResponse>> downloads = new ArrayDeque<>();

    ResponseChanges(Collection<String> operationIds) {
        operationIds.forEach(operationId -> byOperation.put(operationId, new ArrayDeque<>()));
    }

    synchronized void add(String operationId, UnaryOperator<StubResponse> change) {
        SandboxOptions.oneOf("operationId", operationId, byOperation.keySet());
        byOperation.get(operationId).addLast(SandboxOptions.nonNull("change", change));
    }

    synchronized void addToDownload(UnaryOperator<StubResponse> change) {
        downloads.addLast(SandboxOptions.nonNull("change", change));
    }

    /** The number of queued changes of each operation that has some. */
    synchronized Map<String, Integer> queued() {
        Map<String, Integer> queued = new TreeMap<>();
        byOperation.forEach((operationId, changes) -> {
            if (!changes.isEmpty()) {
                queued.put(operationId, changes.size());
            }
        });
        return queued;
    }

    StubResponse apply(String operationId, StubResponse response) {
        return apply(byOperation.get(operationId), response);
    }

    StubResponse applyToDownload(StubResponse response) {
        return apply(downloads, response);
    }

    private StubResponse apply(Deque<UnaryOperator<StubResponse>> queue, StubResponse response) {
        UnaryOperator<StubResponse> change;
        synchronized (this) {
            change = queue.pollFirst();
        }
        return change == null ? response : SandboxOptions.nonNull("changed response", change.apply(response));
    }
}

package io.github.pixverseopenapi.contract.sandbox;

import io.github.pixverseopenapi.contract.document.ApiOperation;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Queued stub responses, each sent once. Responses for one operation take precedence over those for any request. */
final class StubQueue {

    private final Deque<StubResponse> anyRequest = new ArrayDeque<>();
    private final Map<String, Deque<StubResponse>> byOperation = new HashMap<>();

    StubQueue(Collection<ApiOperation> operations) {
        operations.forEach(operation -> byOperation.put(operation.operationId(), new ArrayDeque<>()));
    }

    /** The operationIds of the document. */
    Set<String> operationIds() {
        return Collections.unmodifiableSet(byOperation.keySet());
    }

    synchronized void add(StubResponse response) {
        anyRequest.addLast(SandboxOptions.nonNull("response", response));
    }

    synchronized void add(String operationId, StubResponse response) {
        Deque<StubResponse> queue = byOperation.get(SandboxOptions.oneOf("operationId", operationId, operationIds()));
        SandboxOptions.nonNull("response", response);
        response.fault().ifPresent(SandboxOptions::afterRequest);
        queue.addLast(response);
    }

    /** Removes and returns the response queued for this request, if any. */
    synchronized Optional<StubResponse> next(Optional<ApiOperation> operation) {
        return operation
                .map(known -> byOperation.get(known.operationId()).pollFirst())
                .or(() -> Optional.ofNullable(anyRequest.pollFirst()));
    }

    /** Whether to reset the accepted connection. Called once for each connection; removes the fault from the queue. */
    synchronized boolean resetsConnection() {
        if (anyRequest.isEmpty() || !isConnectionFault(anyRequest.peekFirst())) {
            return false;
        }
        anyRequest.removeFirst();
        return true;
    }

    private static boolean isConnectionFault(StubResponse response) {
        return response.fault().filter(Fault.DISCONNECT_AT_START::equals).isPresent();
    }
}

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

/** Answers prepared by the user, each given once. Those for one operation come before those for any request. */
final class StubQueue {

    private final Deque<StubResponse> forAny = new ArrayDeque<>();
    private final Map<String, Deque<StubResponse>> forOperation = new HashMap<>();

    StubQueue(Collection<ApiOperation> operations) {
        operations.forEach(operation -> forOperation.put(operation.operationId(), new ArrayDeque<>()));
    }

    /** Those of the document. */
    Set<String> operationIds() {
        return Collections.unmodifiableSet(forOperation.keySet());
    }

    synchronized void add(StubResponse answer) {
        forAny.addLast(SandboxOptions.present("answer", answer));
    }

    synchronized void add(String operationId, StubResponse answer) {
        Deque<StubResponse> queue = forOperation.get(SandboxOptions.oneOf("operationId", operationId, operationIds()));
        SandboxOptions.present("answer", answer);
        SandboxOptions.require(
                !isConnectionFault(answer),
                "fault",
                Fault.DISCONNECT_AT_START,
                "any other, because the operation is not known when a connection starts");
        queue.addLast(answer);
    }

    /** The answer prepared for this request, if any. */
    synchronized Optional<StubResponse> next(Optional<ApiOperation> operation) {
        return operation
                .map(known -> forOperation.get(known.operationId()).pollFirst())
                .or(() -> Optional.ofNullable(forAny.pollFirst()));
    }

    /** Whether the connection that has just come in is to be cut; asked once for each connection. */
    synchronized boolean cutsConnection() {
        if (forAny.isEmpty() || !isConnectionFault(forAny.peekFirst())) {
            return false;
        }
        forAny.removeFirst();
        return true;
    }

    private static boolean isConnectionFault(StubResponse answer) {
        return answer.fault().filter(Fault.DISCONNECT_AT_START::equals).isPresent();
    }
}

package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random faults of a service with jobs. Each meets the next request of its kind, whichever job sends it. */
final class JobFaults {
    private static final String SUBMIT = "submitTextToVideo";
    private static final int ONE_IN = 5;
    private static final List<Fault> LOST = List.of(
            Fault.DISCONNECT_AFTER_REQUEST,
            Fault.EMPTY_RESPONSE,
            Fault.DISCONNECT_IN_HEADERS,
            Fault.DISCONNECT_IN_BODY,
            Fault.GARBAGE);

    private final Sandbox sandbox;
    private final Random random;
    private final Map<String, Integer> injected = new TreeMap<>();

    JobFaults(Sandbox sandbox, Random random) {
        this.sandbox = sandbox;
        this.random = random;
    }

    synchronized void injectSometimes() {
        if (random.nextInt(ONE_IN) == 0) {
            injected.merge(inject(), 1, Integer::sum);
        }
    }

    /** Returns what it injected. */
    private String inject() {
        return switch (random.nextInt(10)) {
            case 0 -> lose(SUBMIT);
            case 1 -> respond(SUBMIT, 429);
            // Seldom, because the history is then searched for half a minute.
            case 2 -> random.nextInt(10) == 0 ? respond(SUBMIT, 503) : lose(SUBMIT);
            case 3 -> {
                sandbox.failNextJob("The prompt was rejected.");
                yield "failed job";
            }
            case 4 -> lose("getJobStatus");
            case 5 -> respond("getJobStatus", random.nextBoolean() ? 429 : 502);
            case 6 -> lose("getJobResult");
            case 7 -> respond("listRequestHistory", 500);
            case 8 -> {
                int bytes = random.nextInt(2_000);
                sandbox.changeNextDownload(response -> response.withFault(Fault.DISCONNECT_IN_BODY, bytes));
                yield "cut download";
            }
            default -> {
                sandbox.changeNextDownload(response -> response.withHeader("Content-Length", "4000"));
                yield "download of a wrong length";
            }
        };
    }

    private String lose(String operation) {
        sandbox.loseNextResponse(operation, lost());
        return "lost response of " + operation;
    }

    private String respond(String operation, int status) {
        sandbox.respondWith(operation, StubResponse.json(status, "{\"error\":\"a fault of the soak\"}"));
        return status + " of " + operation;
    }

    private Fault lost() {
        return LOST.get(random.nextInt(LOST.size()));
    }

    synchronized int count() {
        return injected.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public synchronized String toString() {
        return injected.toString();
    }
}

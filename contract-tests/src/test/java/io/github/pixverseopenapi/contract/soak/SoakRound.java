package io.github.pixverseopenapi.contract.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.operation.OperationInvoker;
import io.github.pixverseopenapi.contract.sandbox.Fault;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import io.github.pixverseopenapi.contract.sandbox.StubResponse;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls by many threads, and their ledger. Releases everything at the end, including its threads. */
final class SoakRound {
    static final int THREADS = 32;
    private static final int PROGRESS_SECONDS = 10;
    private static final Duration QUIET = Duration.ofMillis(500);

    private final Sandbox sandbox;
    private final PixverseClient client;
    private final Path folder;
    private final long seed;
    private final ReceivedRequests requests = new ReceivedRequests();
    private final Ledger ledger = new Ledger(requests);
    private final AtomicInteger next = new AtomicInteger();

    SoakRound(Sandbox sandbox, PixverseClient client, Path folder, long seed) {
        this.sandbox = sandbox;
        this.client = client;
        this.folder = folder;
        this.seed = seed;
    }

    /** Receives each request. */
    void received(JournalEntry entry) {
        requests.add(entry);
    }

    /** Executes the calls, and additional ones for the remaining stubs. */
    Totals run(int calls) throws InterruptedException {
        BigDecimal before = sandbox.credits();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        ScheduledExecutorService disturber = Executors.newSingleThreadScheduledExecutor();
        try {
            SoakCaller caller = new SoakCaller(client, new VideoReader(folder, disturber), disturber);
            for (int i = 0; i < THREADS; i++) {
                threads.execute(() -> {
                    for (int number = next.incrementAndGet(); number <= calls; number = next.incrementAndGet()) {
                        call(caller, CallPlan.random(seed, number));
                    }
                });
            }
            threads.shutdown();
            awaitProgress(threads, calls);
            awaitNoRequests();
            consumeStubs(caller, 2 * calls);
            awaitNoRequests();
            return ledger.close(ledger.calls(), before.subtract(sandbox.credits()));
        } finally {
            threads.shutdownNow();
            disturber.shutdownNow();
        }
    }

    private void call(SoakCaller caller, CallPlan plan) {
        for (StubResponse response : plan.responses()) {
            ledger.prepared(response);
            if (response.fault().filter(Fault.DISCONNECT_AT_START::equals).isPresent()) {
                sandbox.respondWith(response);
            } else {
                sandbox.respondWith(plan.operation().id(), response);
            }
        }
        ledger.ended(plan, caller.call(plan));
    }

    private void awaitProgress(ExecutorService threads, int calls) throws InterruptedException {
        long start = System.nanoTime();
        while (!threads.awaitTermination(PROGRESS_SECONDS, TimeUnit.SECONDS)) {
            SoakOptions.log(
                    "%,d of %,d calls after %d s",
                    ledger.calls(), calls, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        }
    }

    /**
     * Consumes the stubs of calls that sent no request: each thread calls each operation until it is charged for a
     * video, which happens when no stub is left.
     */
    private void consumeStubs(SoakCaller caller, int maxCalls) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Queue<AssertionError> tooMany = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < THREADS; i++) {
            threads.execute(() -> {
                for (Operation operation : OperationInvoker.videoOperations()) {
                    int number;
                    do {
                        number = next.incrementAndGet();
                        if (number > maxCalls) {
                            tooMany.add(new AssertionError("prepared responses are left after " + maxCalls + " calls"));
                            return;
                        }
                        call(caller, CallPlan.plain(number, operation));
                    } while (requests.of(number).stream().noneMatch(ReceivedRequests.SoakRequest::charged));
                }
            });
        }
        threads.shutdown();
        awaitProgress(threads, maxCalls);
        assertThat(tooMany).isEmpty();
    }

    /** An aborted request may still be received. */
    private void awaitNoRequests() {
        await().during(QUIET).atMost(Duration.ofSeconds(30)).until(new Unchanged()::isTrue);
    }

    /** Whether no more requests were received since the last check. */
    private final class Unchanged {
        private long before = -1;

        boolean isTrue() {
            long now = requests.all().count();
            boolean same = now == before;
            before = now;
            return same;
        }
    }
}

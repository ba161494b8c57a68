package io.github.pixverseopenapi.contract.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.pixverseopenapi.client.Operation;
import io.github.pixverseopenapi.client.PixverseClient;
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

/** Some calls by many threads, and their books. Nothing of it is left when it is over, its threads included. */
final class SoakRound {
    static final int THREADS = 32;
    private static final int PROGRESS_SECONDS = 10;
    private static final Duration QUIET = Duration.ofMillis(500);

    private final Sandbox sandbox;
    private final PixverseClient client;
    private final Path folder;
    private final long seed;
    private final ReceivedRequests arrivals = new ReceivedRequests();
    private final Ledger books = new Ledger(arrivals);
    private final AtomicInteger next = new AtomicInteger();

    SoakRound(Sandbox sandbox, PixverseClient client, Path folder, long seed) {
        this.sandbox = sandbox;
        this.client = client;
        this.folder = folder;
        this.seed = seed;
    }

    /** To be told of each request. */
    void arrived(JournalEntry entry) {
        arrivals.add(entry);
    }

    /** Makes so many calls, and a few more for the answers that are left over. */
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
            awaitSilence();
            useUpAnswers(caller, 2 * calls);
            awaitSilence();
            return books.close(books.calls(), before.subtract(sandbox.credits()));
        } finally {
            threads.shutdownNow();
            disturber.shutdownNow();
        }
    }

    private void call(SoakCaller caller, CallPlan plan) {
        for (StubResponse answer : plan.answers()) {
            books.prepared(answer);
            if (answer.fault().filter(Fault.DISCONNECT_AT_START::equals).isPresent()) {
                sandbox.respondWith(answer);
            } else {
                sandbox.respondWith(plan.operation().id(), answer);
            }
        }
        books.ended(plan, caller.call(plan));
    }

    private void awaitProgress(ExecutorService threads, int calls) throws InterruptedException {
        long start = System.nanoTime();
        while (!threads.awaitTermination(PROGRESS_SECONDS, TimeUnit.SECONDS)) {
            SoakOptions.say(
                    "%,d of %,d calls after %d s",
                    books.calls(), calls, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        }
    }

    /**
     * Uses up the responses that calls left over because they never arrived: each thread calls each operation until it
     * is charged for a video, which is what the sandbox does when nothing is prepared.
     */
    private void useUpAnswers(SoakCaller caller, int maxCalls) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Queue<AssertionError> tooMany = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < THREADS; i++) {
            threads.execute(() -> {
                for (Operation operation : Operation.values()) {
                    int number;
                    do {
                        number = next.incrementAndGet();
                        if (number > maxCalls) {
                            tooMany.add(new AssertionError("prepared responses are left after " + maxCalls + " calls"));
                            return;
                        }
                        call(caller, CallPlan.plain(number, operation));
                    } while (arrivals.of(number).stream().noneMatch(ReceivedRequests.Arrival::charged));
                }
            });
        }
        threads.shutdown();
        awaitProgress(threads, maxCalls);
        assertThat(tooMany).isEmpty();
    }

    /** A request that was given up may still arrive. */
    private void awaitSilence() {
        await().during(QUIET).atMost(Duration.ofSeconds(30)).until(new Unchanged()::isTrue);
    }

    /** Whether as many requests have arrived as the last time. */
    private final class Unchanged {
        private long before = -1;

        boolean isTrue() {
            long now = arrivals.all().count();
            boolean same = now == before;
            before = now;
            return same;
        }
    }
}

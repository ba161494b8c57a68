package io.github.pixverseopenapi.contract.soak;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.contract.sandbox.JournalEntry;
import io.github.pixverseopenapi.contract.sandbox.Sandbox;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;

/** A sandbox and one client, which all threads share. */
final class SoakServers implements AutoCloseable {
    /** How many async calls run at once: fewer than there are callers, so that some wait in line. */
    static final int CONCURRENCY = 12;

    /** Long enough to abort calls while the video is being generated. */
    private static final Duration LATENCY = Duration.ofMillis(10);

    private static final BigDecimal PLENTY = new BigDecimal("1e9");

    private final PixverseClient client;
    private Sandbox sandbox;
    private volatile SoakRound round;

    SoakServers() {
        sandbox = Sandbox.builder()
                .credits(PLENTY)
                .latency(LATENCY)
                .onRequest(this::received)
                .start();
        client = PixverseClient.builder()
                .apiKey(sandbox.apiKey())
                .baseUrl(sandbox.baseUrl())
                .maxRetries(OutcomeCheck.RETRIES)
                .maxConcurrency(CONCURRENCY)
                .build();
    }

    private void received(JournalEntry entry) {
        round.received(entry);
    }

    /**
     * Executes calls and closes the sandbox, but not the client. Discards the ledger, which would count as memory
     * growth.
     */
    Totals run(Path folder, long seed, int calls) throws InterruptedException {
        try {
            round = new SoakRound(sandbox, client, folder, seed);
            return round.run(calls);
        } finally {
            // It would be counted itself.
            sandbox.close();
            sandbox = null;
            round = null;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

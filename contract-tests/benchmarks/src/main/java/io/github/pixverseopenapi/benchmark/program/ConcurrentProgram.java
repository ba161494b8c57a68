package io.github.pixverseopenapi.benchmark.program;

import io.github.pixverseopenapi.benchmark.client.Contender;
import io.github.pixverseopenapi.benchmark.client.VideoClient;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;

/** A program that starts many calls and waits for all: {@code ConcurrentProgram CONTENDER URL CALLS}. */
public final class ConcurrentProgram {
    private ConcurrentProgram() {}

    public static void main(String[] arguments) throws Exception {
        int calls = Integer.parseInt(arguments[2]);
        try (VideoClient client = Contender.valueOf(arguments[0]).connect(arguments[1], calls)) {
            long started = System.nanoTime();
            CompletableFuture<?>[] videos = new CompletableFuture<?>[calls];
            for (int i = 0; i < calls; i++) {
                videos[i] = client.generateAsync();
            }
            CompletableFuture.allOf(videos).get();
            ProgramOutput.print("seconds", (System.nanoTime() - started) / 1e9);
        }
        ProgramOutput.print("threads", ManagementFactory.getThreadMXBean().getPeakThreadCount());
        ProgramOutput.printCosts();
        System.exit(0);
    }
}

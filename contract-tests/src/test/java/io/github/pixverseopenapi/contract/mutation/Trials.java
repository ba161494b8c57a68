package io.github.pixverseopenapi.contract.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Tries mutants, as many at a time as there are processors. */
final class Trials {
    private Trials() {}

    static List<Trial> of(List<Mutant> mutants) throws InterruptedException, ExecutionException {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        ThreadLocal<DocumentTests> tests = ThreadLocal.withInitial(DocumentTests::new);
        try {
            List<Future<Trial>> running = mutants.stream()
                    .map(mutant ->
                            threads.submit(() -> new Trial(mutant, tests.get().failure(mutant.document()))))
                    .toList();
            List<Trial> trials = new ArrayList<>();
            for (Future<Trial> trial : running) {
                trials.add(trial.get());
            }
            return trials;
        } finally {
            threads.shutdownNow();
        }
    }
}

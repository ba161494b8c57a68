package io.github.pixverseopenapi.contract.mutation;

import java.util.List;
import java.util.Locale;

/** The numbers of mutants that the tests detected, and those that they missed. */
record Score(List<Trial> trials) {

    List<Mutant> survivors() {
        return trials.stream().filter(Trial::survived).map(Trial::mutant).toList();
    }

    /** Detected and total mutants, by kind and overall. */
    String table() {
        StringBuilder table = new StringBuilder();
        for (MutantKind kind : MutantKind.values()) {
            List<Trial> ofKind = trials.stream()
                    .filter(trial -> trial.mutant().kind() == kind)
                    .toList();
            table.append(row(kind.toString(), ofKind));
        }
        return table.append(row("all", trials)).toString();
    }

    private static String row(String name, List<Trial> trials) {
        long detected = trials.stream().filter(trial -> !trial.survived()).count();
        return String.format(
                Locale.ROOT,
                "%5d of %5d  %5.1f %%  %s%n",
                detected,
                trials.size(),
                100.0 * detected / trials.size(),
                name);
    }
}

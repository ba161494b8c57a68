package io.github.pixverseopenapi.contract.mutation;

import java.util.Optional;

/**
 * The result of the tests for one mutant.
 *
 * @param failure the first test that failed, and why; empty when the mutant survived all of them
 */
record Trial(Mutant mutant, Optional<String> failure) {
    boolean survived() {
        return failure.isEmpty();
    }
}

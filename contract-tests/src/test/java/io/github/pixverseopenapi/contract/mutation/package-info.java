/**
 * Mutates the document and runs the tests of {@code contract.document} on each mutant: a surviving mutant is a fact
 * that no test checks. Runs in the profile {@code mutation} only; {@link
 * io.github.pixverseopenapi.contract.mutation.MutationScoreTest} is the entry point.
 */
package io.github.pixverseopenapi.contract.mutation;

/**
 * Changes the document one thing at a time and runs the tests of {@code contract.document} on each change: a change
 * that no test notices is a fact that nothing holds. Runs in the profile {@code mutation} only;
 * {@link io.github.pixverseopenapi.contract.mutation.MutationScoreTest} is the way in.
 */
package io.github.pixverseopenapi.contract.mutation;

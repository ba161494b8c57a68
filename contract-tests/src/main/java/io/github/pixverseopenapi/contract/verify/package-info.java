/**
 * Verifies a running service against the document, for use in CI. By default it sends only requests that cannot be
 * billed; billable requests require a budget.
 *
 * <p>{@link io.github.pixverseopenapi.contract.verify.CheckPlan} plans the requests,
 * {@link io.github.pixverseopenapi.contract.verify.Verification} sends them, and
 * {@link io.github.pixverseopenapi.contract.verify.Report} contains the results.
 */
package io.github.pixverseopenapi.contract.verify;
